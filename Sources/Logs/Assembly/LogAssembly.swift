import Traces

/// Rows of a log made into entries: sorted by step, each column under its canonical name.
struct LogAssembly {
    private let rows: LogRows
    private let native: Bool
    /// The series that was chosen for each canonical column.
    private let chosen: [String: Int]
    private let order: [Int]
    private(set) var repeated: Int
    /// The rows that belong to no entry.
    private(set) var withoutLoss = 0

    init(_ rows: LogRows, native: Bool) {
        self.rows = rows
        self.native = native
        chosen = Self.chosen(rows.series)
        let isRising = zip(rows.steps, rows.steps.dropFirst()).allSatisfy { $0 < $1 }
        order =
            isRising
            ? Array(rows.steps.indices) : rows.steps.indices.sorted { (rows.steps[$0], $0) < (rows.steps[$1], $1) }
        repeated = rows.repeated
    }

    /// Whether there is a loss.
    var hasLoss: Bool { chosen["loss"] != nil }

    /// The likeliest series of each canonical column, those of few values aside.
    private static func chosen(_ series: [LogRows.Series]) -> [String: Int] {
        var chosen: [String: Int] = [:]
        let groups = Dictionary(grouping: series.indices.filter { series[$0].count > 0 }) {
            series[$0].meaning.canonical
        }
        for (canonical, places) in groups {
            let most = places.map { series[$0].count }.max() ?? 0
            let likely = places.filter { series[$0].count * 2 >= most || series[$0].meaning.rank < 0 }
            chosen[canonical] = likely.min { left, right in
                (series[left].meaning.rank, -series[left].count) < (series[right].meaning.rank, -series[right].count)
            }
        }
        return chosen
    }

    /// Fills a log.
    mutating func fill(_ log: inout Log) {
        let entries = self.entries()
        log.rows = rows.count
        log.segments = rows.segments
        log.columns = chosen.mapValues { rows.series[$0].name }
        log.trace = trace(of: entries)
        log.repeatedSteps = repeated
        let evaluations = Set(LogColumn.evaluations.map(\.column.name))
        for (name, index) in chosen where evaluations.contains(name) {
            log.evaluations[name] = evaluated(index)
        }
        for (name, index) in chosen {
            guard let decimals = rows.series[index].decimals, (1...6).contains(decimals) else { continue }
            log.rounding[name] = LogNumber.step(decimals: decimals)
        }
        log.nonFinite = nonFinite(entries)
        log.notes += otherLosses
        log.trace.outcome = rows.extras.outcome ?? outcome(entries)
        log.trace.layers = rows.extras.layers
        log.trace.states = rows.extras.states
        log.trace.events = rows.extras.events
    }

    /// A run whose last losses are not finite has diverged at the first of them.
    private func outcome(_ entries: [Entry]) -> Trace.Outcome {
        guard let loss = chosen["loss"] else { return .completed }
        let tail = entries.reversed().prefix { !value($0, loss).isFinite }
        return tail.last.map { .diverged(step: $0.step) } ?? .completed
    }

    // MARK: Entries

    /// The rows of one step that count, the last one first.
    private struct Entry {
        var step: Int
        var rows: ArraySlice<Int>
        var segment: Int32
    }

    /// A group of rows for each step at which the loss was recorded.
    private mutating func entries() -> [Entry] {
        var entries: [Entry] = []
        entries.reserveCapacity(order.count)
        var start = 0
        while start < order.count {
            let step = rows.steps[order[start]]
            var end = start + 1
            while end < order.count, rows.steps[order[end]] == step { end += 1 }
            if let entry = entry(step, order[start..<end]) { entries.append(entry) } else { withoutLoss += end - start }
            start = end
        }
        return entries
    }

    private mutating func entry(_ step: Int, _ group: ArraySlice<Int>) -> Entry? {
        guard let loss = chosen["loss"], !native else {
            return Entry(step: step, rows: group, segment: rows.starts[group[group.endIndex - 1]])
        }
        let held = group.filter { !LogRows.isMissing(rows.series[loss][$0]) }
        guard let last = held.last else { return nil }
        repeated += held.count - 1
        return Entry(step: step, rows: group, segment: rows.starts[last])
    }

    /// The value of an entry: the last that its start of the program has written.
    private func value(_ entry: Entry, _ series: Int) -> Double {
        for row in entry.rows.reversed() where rows.starts[row] == entry.segment {
            let value = rows.series[series][row]
            if !LogRows.isMissing(value) { return value }
        }
        return LogRows.missing
    }

    private func trace(of entries: [Entry]) -> Trace {
        var trace = Trace(capacity: entries.count)
        let columns = self.columns
        var before = entries.first?.segment
        for entry in entries {
            var row = TraceRow()
            for (column, series) in columns {
                let value = value(entry, series)
                if !value.isNaN { row[column] = value }
            }
            trace.append(row, at: entry.step, afterBreak: entry.segment != before)
            before = entry.segment
        }
        return trace
    }

    /// The columns of entries with the series that they come from.
    private var columns: [(TraceColumn, Int)] {
        let apart = Set(LogColumn.evaluations.map(\.column.name))
        let known = Dictionary(uniqueKeysWithValues: LogColumn.all.map { ($0.column.name, $0.column) })
        return chosen.filter { native || !apart.contains($0.key) }.sorted { $0.key < $1.key }
            .map { (known[$0.key] ?? TraceColumn($0.key), $0.value) }
    }

    // MARK: What else is told

    private func nonFinite(_ entries: [Entry]) -> [Log.NonFinite] {
        let columns = self.columns
        var found: [Log.NonFinite] = []
        for entry in entries {
            for (column, series) in columns {
                let value = value(entry, series)
                guard !LogRows.isMissing(value), !value.isFinite else { continue }
                found.append(Log.NonFinite(step: entry.step, column: column.name, value: value))
            }
        }
        return found
    }

    private func evaluated(_ index: Int) -> [Log.Evaluation] {
        order.compactMap { row in
            let value = rows.series[index][row]
            return LogRows.isMissing(value) ? nil : Log.Evaluation(step: rows.steps[row], value: value)
        }
    }

    /// Losses that could have been chosen as well.
    private var otherLosses: [String] {
        guard let loss = chosen["loss"] else { return [] }
        let others = rows.series.indices.filter { index in
            index != loss && rows.series[index].count > 0 && rows.series[index].meaning.canonical == "loss"
        }
        guard !others.isEmpty else { return [] }
        let names = others.map { "'\(rows.series[$0].name)'" }.joined(separator: ", ")
        return ["the loss is '\(rows.series[loss].name)'; there are also \(names)"]
    }
}

extension LogNumber {
    /// The distance of neighbouring numbers of as many decimals.
    fileprivate static func step(decimals: Int) -> Double { 1 / (0..<decimals).reduce(1.0) { power, _ in power * 10 } }
}
