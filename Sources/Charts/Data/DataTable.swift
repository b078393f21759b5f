/// A table of text cells with named columns.
public struct DataTable: Sendable, Hashable {
    /// The names of the columns.
    public var columns: [String]
    /// The cells, row by row.
    public var rows: [[String]]
}

extension DataTable {
    /// The table as CSV.
    var csv: String { CSVText.lines([columns] + rows) }

    /// A number for people to read: at most five significant digits.
    static func cell(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? "NaN" : value > 0 ? "∞" : "−∞" }
        return DecimalNumber(value, significant: 5).text
    }

    /// A number for programs: the shortest text that reads back as the same value.
    ///
    /// Whole numbers have no point.
    static func number(_ value: Double) -> String {
        if value.isFinite, value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
        return value.description
    }

    private static func indices(_ samples: Samples, from low: Double, through high: Double) -> [Int] {
        samples.window(low: low, high: high).filter { samples.x(at: $0) >= low && samples.x(at: $0) <= high }
    }

    /// The range of x positions between two limits at which some series has a value, as text; nil when there is none.
    static func stretch(_ all: [Samples], from low: Double, through high: Double) -> String? {
        var extent = Extent()
        for samples in all {
            let found = indices(samples, from: low, through: high)
            for index in [found.first, found.last].compactMap({ $0 }) { extent.add(samples.x(at: index)) }
        }
        guard !extent.isEmpty else { return nil }
        return extent.low == extent.high ? cell(extent.low) : "\(cell(extent.low))–\(cell(extent.high))"
    }

    static func values(_ samples: Samples, from low: Double, through high: Double) -> String {
        indices(samples, from: low, through: high).map { cell(samples.y[$0]) }.joined(separator: "; ")
    }

    static func extremes(_ samples: Samples, from low: Double, through high: Double) -> [String] {
        let values = indices(samples, from: low, through: high).map { samples.y[$0] }
        guard let first = values.first, let last = values.last else { return ["", "", "", ""] }
        let good = values.filter(\.isFinite)
        return [cell(first), good.min().map(cell) ?? "", good.max().map(cell) ?? "", cell(last)]
    }
}
