/// A table of text cells; the first row names the columns.
public struct DataTable: Sendable, Hashable {
    /// What each column holds.
    public var columns: [String]
    /// The cells, row by row.
    public var rows: [[String]]
}

extension Figure {
    /// The plotted series with the panel each belongs to, under names in plain Unicode.
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

    /// The plotted series as a table of at most so many rows.
    ///
    /// Where a row stands for several values of a series it has their first, least, greatest and last; the first column
    /// then gives the stretch of x. Series that go back and forth are left to the CSV.
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

    /// Every plotted value as CSV: one column for x and one for each series, or, where a series goes back and forth,
    /// one line for each point.
    public func csv() throws -> String {
        if let own = try records(\.records) { return own.csv }
        let series = try allSeries()
        guard series.allSatisfy(\.samples.isSorted) else { return try longCSV(series) }
        var text = ([try xName()] + series.map(\.name)).map(DataTable.quoted).joined(separator: ",") + "\n"
        var next = Array(repeating: 0, count: series.count)
        while true {
            let open = series.indices.filter { next[$0] < series[$0].samples.count }
            guard let place = open.map({ series[$0].samples.x(at: next[$0]) }).min() else { return text }
            text += DataTable.number(place)
            for index in series.indices {
                text += ","
                let samples = series[index].samples
                guard next[index] < samples.count, samples.x(at: next[index]) == place else { continue }
                text += DataTable.number(samples.y[next[index]])
                next[index] += 1
            }
            text += "\n"
        }
    }

    private func longCSV(_ series: [(name: String, samples: Samples)]) throws -> String {
        var text = "series," + DataTable.quoted(try xName()) + ",value\n"
        for one in series {
            for index in 0..<one.samples.count {
                text += DataTable.quoted(one.name) + "," + DataTable.number(one.samples.x(at: index)) + ","
                text += DataTable.number(one.samples.y[index]) + "\n"
            }
        }
        return text
    }
}

extension DataTable {
    /// The table as CSV.
    var csv: String {
        ([columns] + rows).map { $0.map(DataTable.quoted).joined(separator: ",") + "\n" }.joined()
    }

    /// A number for reading: at most five significant digits.
    static func cell(_ value: Double) -> String {
        guard value.isFinite else { return value.isNaN ? "NaN" : value > 0 ? "∞" : "−∞" }
        return DecimalNumber(value, significant: 5).text
    }

    /// A number for programs: the shortest text that reads back as the same value; whole numbers without a point.
    static func number(_ value: Double) -> String {
        if value.isFinite, value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
        return value.description
    }

    static func quoted(_ text: String) -> String {
        guard text.contains(where: { ",\"\n".contains($0) }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    private static func indices(_ samples: Samples, from low: Double, through high: Double) -> [Int] {
        samples.window(low: low, high: high).filter { samples.x(at: $0) >= low && samples.x(at: $0) <= high }
    }

    /// The first and last place between two limits at which a series has a value; nil when none has.
    fileprivate static func stretch(_ all: [Samples], from low: Double, through high: Double) -> String? {
        var extent = Extent()
        for samples in all {
            let found = indices(samples, from: low, through: high)
            for index in [found.first, found.last].compactMap({ $0 }) { extent.add(samples.x(at: index)) }
        }
        guard !extent.isEmpty else { return nil }
        return extent.low == extent.high ? cell(extent.low) : "\(cell(extent.low))–\(cell(extent.high))"
    }

    fileprivate static func values(_ samples: Samples, from low: Double, through high: Double) -> String {
        indices(samples, from: low, through: high).map { cell(samples.y[$0]) }.joined(separator: "; ")
    }

    fileprivate static func extremes(_ samples: Samples, from low: Double, through high: Double) -> [String] {
        let values = indices(samples, from: low, through: high).map { samples.y[$0] }
        guard let first = values.first, let last = values.last else { return ["", "", "", ""] }
        let good = values.filter(\.isFinite)
        return [cell(first), good.min().map(cell) ?? "", good.max().map(cell) ?? "", cell(last)]
    }
}
