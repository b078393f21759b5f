extension Figure {
    /// The data of marks that are not series over x, one table below the other; nil when all marks are series.
    ///
    /// Series follow as rows of three columns. Columns named `x` and `y` get the axes' names. A series of more than
    /// `most` values is in the CSV only.
    func records(_ part: (any Mark) -> DataTable?, most: Int = .max) throws -> DataTable? {
        guard panels.flatMap(\.marks).contains(where: { part($0) != nil }) else { return nil }
        var columns: [String] = []
        var rows: [[String: String]] = []
        func add(_ table: DataTable, panel: String) {
            for column in table.columns where !columns.contains(column) { columns.append(column) }
            for row in table.rows {
                var entry = Dictionary(zip(table.columns, row)) { first, _ in first }
                entry["panel"] = panel
                rows.append(entry)
            }
        }
        if panels.count > 1 { columns.append("panel") }
        let xName = try x.label.map { try Typesetter.plain($0) } ?? "x"
        for (index, panel) in panels.enumerated() {
            let title = try panel.title.map { try Typesetter.plain($0) } ?? "\(index + 1)"
            let yName = try panel.y?.label.map { try Typesetter.plain($0) } ?? "y"
            for mark in panel.marks {
                if var table = part(mark) {
                    table.columns = try table.columns.map { name in
                        name == "x" ? xName : name == "y" ? yName : try Typesetter.plain(name)
                    }
                    add(table, panel: title)
                }
                for series in mark.series where series.samples.count <= most {
                    add(try DataTable(series, x: xName, y: yName), panel: title)
                }
            }
        }
        return DataTable(columns: columns, rows: rows.map { row in columns.map { row[$0] ?? "" } })
    }
}

extension DataTable {
    /// A series as a table with a row for each value.
    fileprivate init(_ series: Series, x: String, y: String) throws {
        let name = try Typesetter.plain(series.name)
        let samples = series.samples
        self.init(
            columns: (name.isEmpty ? [] : ["series"]) + [x, y],
            rows: (0..<samples.count).map { index in
                (name.isEmpty ? [] : [name]) + [
                    DataTable.number(samples.x(at: index)), DataTable.number(samples.y[index]),
                ]
            }
        )
    }
}
