import Charts
public import Storage

extension Table {
    /// The table as comma-separated values, in full precision.
    public var csv: String { CSVText.lines([columns] + rows.map { $0.map(\.text) }) }
}
