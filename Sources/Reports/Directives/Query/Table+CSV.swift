import Charts
public import Storage

extension Table {
    /// The table as comma-separated values, every digit kept.
    public var csv: String { CSVText.lines([columns] + rows.map { $0.map(\.text) }) }
}
