/// The result of a query.
public struct Table: Sendable, Hashable {
    /// The columns' names.
    public var columns: [String]
    /// The rows, each with one cell a column.
    public var rows: [[Cell]]

    /// Creates a table.
    public init(columns: [String], rows: [[Cell]]) {
        self.columns = columns
        self.rows = rows
    }

    /// The cells of a column, nil when there is none of that name; the case of letters does not matter.
    public func column(_ name: String) -> [Cell]? {
        guard let index = columns.firstIndex(where: { $0.lowercased() == name.lowercased() }) else { return nil }
        return rows.map { $0[index] }
    }
}

/// A value in a query's result.
public enum Cell: Sendable, Hashable {
    /// Nothing; what was not a number as well.
    case null
    /// A whole number.
    case integer(Int64)
    /// A number.
    case real(Double)
    /// A text.
    case text(String)
    /// Bytes.
    case blob([UInt8])

    /// The value as a number, nil when it is none.
    public var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .real(let value): value
        case .null, .text, .blob: nil
        }
    }
}
