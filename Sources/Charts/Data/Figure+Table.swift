extension Figure {
    /// The plotted series of all panels, under names in plain Unicode.
    ///
    /// A name that occurs twice gets its panel's title in front.
    private func allSeries() throws -> [(name: String, samples: Samples)] {
        var result: [(name: String, samples: Samples)] = []
        for (index, panel) in panels.enumerated() {
            for series in panel.marks.flatMap(\.series) {
                let source = series.name.isEmpty ? panel.title ?? "panel \(index + 1)" : series.name
                let name = try Typesetter.plain(source)
                let isTaken = result.contains { $0.name == name }
                let title = try panel.title.map { try Typesetter.plain($0) } ?? "panel \(index + 1)"
                result.append((isTaken ? "\(title): \(name)" : name, series.samples))
            }
        }
        return result
    }

    /// The name of the x axis in plain Unicode.
    private func xName() throws -> String {
        try x.label.map { try Typesetter.plain($0) } ?? "x"
    }

    /// The plotted series as a table of at most `limit` rows.
    ///
    /// Where a row covers several values of a series, it shows the first, least, greatest and last, the first column
    /// gives the range of x, and many series have fewer rows, since nobody reads thousands of cells. Series that go
    /// back and forth in x are in the CSV only.
    public func table(rows limit: Int = 60) throws -> DataTable {
        if let own = try records(\.digest, most: limit) { return own }
        let series = try allSeries().filter { $0.samples.isSorted && $0.samples.count > 0 }
        var places = Set<Double>()
        for one in series {
            for index in 0..<one.samples.count where places.count <= limit { places.insert(one.samples.x(at: index)) }
        }
        if places.count <= limit {
            return DataTable(
                columns: [try xName()] + series.map(\.name),
                rows: places.sorted().map { place in
                    [DataTable.cell(place)] + series.map { DataTable.values($0.samples, from: place, through: place) }
                }
            )
        }
        let limit = min(limit, max(15, 480 / (4 * series.count)))
        var extent = Extent()
        for one in series { extent.add(one.samples.extent(on: x.scale)) }
        let (first, last) = (x.scale.ruler(extent.low), x.scale.ruler(extent.high))
        let edges = (0...limit).map { x.scale.value(atRuler: first + (last - first) * Double($0) / Double(limit)) }
        let parts = ["first", "min", "max", "last"]
        return DataTable(
            columns: [try xName()] + series.flatMap { one in parts.map { "\(one.name), \($0)" } },
            rows: (0..<limit).compactMap { row in
                let end = row == limit - 1 ? extent.high : edges[row + 1].nextDown
                let stretch = DataTable.stretch(series.map(\.samples), from: edges[row], through: end)
                return stretch.map { text in
                    [text] + series.flatMap { DataTable.extremes($0.samples, from: edges[row], through: end) }
                }
            }
        )
    }

    /// Every plotted value as CSV: one column for x and one for each series.
    ///
    /// Where a series goes back and forth in x, there is one line for each point instead.
    public func csv() throws -> String {
        if let own = try records(\.records) { return own.csv }
        let series = try allSeries()
        guard series.allSatisfy(\.samples.isSorted) else { return try longCSV(series) }
        var text = CSVText.line([try xName()] + series.map(\.name))
        var next = Array(repeating: 0, count: series.count)
        while true {
            let open = series.indices.filter { next[$0] < series[$0].samples.count }
            guard let place = open.map({ series[$0].samples.x(at: next[$0]) }).min() else { return text }
            text += CSVText.line(
                [DataTable.number(place)]
                    + series.indices.map { index in
                        let samples = series[index].samples
                        guard next[index] < samples.count, samples.x(at: next[index]) == place else { return "" }
                        defer { next[index] += 1 }
                        return DataTable.number(samples.y[next[index]])
                    }
            )
        }
    }

    private func longCSV(_ series: [(name: String, samples: Samples)]) throws -> String {
        let rows = series.flatMap { one in
            (0..<one.samples.count).map { index in
                [one.name, DataTable.number(one.samples.x(at: index)), DataTable.number(one.samples.y[index])]
            }
        }
        return CSVText.lines([["series", try xName(), "value"]] + rows)
    }
}
