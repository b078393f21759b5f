/// The result of a query.
public struct Table: Sendable, Hashable {
    /// The columns' names.
    public var columns: [String]
    /// The rows, each with one cell for each column.
    public var rows: [[Cell]]

    /// Creates a table.
    public init(columns: [String], rows: [[Cell]]) {
        self.columns = columns
        self.rows = rows
    }

    /// The cells of a column; nil when there is none of that name.
    ///
    /// Case is ignored.
    public func column(_ name: String) -> [Cell]? {
        guard let index = columns.firstIndex(where: { $0.lowercased() == name.lowercased() }) else { return nil }
        return rows.map { $0[index] }
    }
}
