import Traces

/// Combines the rows of a log into entries: sorted by step, each column under its canonical name.
struct LogAssembly {
    private let rows: LogRows
    private let native: Bool
    /// The index of the series chosen for each canonical column.
    private let chosen: [String: Int]
    /// The rows by step; rows of one step in the order of the file.
    private let order: [Int32]
    private(set) var repeated: Int
    /// The number of rows that belong to no entry.
    private(set) var withoutLoss = 0

    init(_ rows: LogRows, native: Bool) {
        self.rows = rows
        self.native = native
        chosen = Self.chosen(rows.series)
        let isRising = zip(rows.steps, rows.steps.dropFirst()).allSatisfy { $0 < $1 }
        let all = (0..<rows.count).map { Int32($0) }
        order = isRising ? all : all.sorted { (rows.steps[Int($0)], $0) < (rows.steps[Int($1)], $1) }
        repeated = rows.repeated
    }

    /// Whether there is a series for the loss.
    var hasLoss: Bool { loss != nil }

    private var loss: Int? { chosen["loss"] }

    /// The likeliest series of each canonical column.
    ///
    /// Series with fewer than half the values of the fullest one are not considered.
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

    /// Fills in a log.
    mutating func fill(_ log: inout Log) {
        let entries = self.entries()
        let steps = entries.map(step)
        log.stride = Rhythm.stride(of: steps)
        log.gaps = Rhythm.gaps(in: steps, stride: log.stride)
        log.rows = rows.count
        log.segments = rows.segments
        log.columns = chosen.mapValues { rows.series[$0].name }
        // Traces of this program record their own interruptions.
        log.trace = trace(of: entries, resumed: native ? [] : Set(log.gaps.map(\.before)))
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
        if repeated > entries.count / 2 {
            log.notes.append(
                "most steps were recorded more than once, as by several processes or for parts of a batch: the last one counts"
            )
        }
        log.trace.outcome = rows.extras.outcome ?? outcome(entries)
        log.trace.layers = Self.last(of: rows.extras.layers) { [$0.step, $0.layer] }
        log.trace.states = Self.last(of: rows.extras.states) { [$0.step, $0.coordinate] }
        log.trace.events = rows.extras.events.filter { $0.step >= 0 }.sorted { $0.step < $1.step }
    }

    /// The records sorted by position.
    ///
    /// Of several at one position the last counts.
    private static func last<Record>(of records: [Record], _ place: (Record) -> [Int]) -> [Record] {
        let placed = Dictionary(records.map { (place($0), $0) }) { $1 }
        return placed.filter { !$0.key.contains { $0 < 0 } }.sorted { $0.key.lexicographicallyPrecedes($1.key) }
            .map(\.value)
    }

    /// The number of quantities in an entry.
    var width: Int { columns.count }

    /// The outcome of the run.
    ///
    /// When the last losses are not finite, it diverged at the first of them.
    private func outcome(_ entries: [Entry]) -> Trace.Outcome {
        guard let loss else { return .completed }
        let tail = entries.reversed().prefix { !value($0, loss).isFinite }
        return tail.last.map { .diverged(step: step($0)) } ?? .completed
    }

    // MARK: Entries

    /// The rows of one step.
    private struct Entry {
        /// Indices in `order`.
        var first: Int32
        var end: Int32
        var segment: Int32
    }

    private func step(_ entry: Entry) -> Int { rows.steps[Int(order[Int(entry.first)])] }

    /// The entries: one for each step at which the loss was recorded.
    private mutating func entries() -> [Entry] {
        var entries: [Entry] = []
        entries.reserveCapacity(order.count)
        var start = 0
        while start < order.count {
            let step = rows.steps[Int(order[start])]
            var end = start + 1
            while end < order.count, rows.steps[Int(order[end])] == step { end += 1 }
            if let entry = entry(start..<end) { entries.append(entry) } else { withoutLoss += end - start }
            start = end
        }
        return entries
    }

    private mutating func entry(_ group: Range<Int>) -> Entry? {
        var last = Int(order[group.upperBound - 1])
        if let loss, !native {
            let held = group.filter { !LogRows.isMissing(rows.series[loss][Int(order[$0])]) }
            guard let place = held.last else { return nil }
            repeated += held.count - 1
            last = Int(order[place])
        }
        return Entry(first: Int32(group.lowerBound), end: Int32(group.upperBound), segment: rows.starts[last])
    }

    /// The value of an entry: the last one written by the same start of the program, or in another file.
    private func value(_ entry: Entry, _ series: Int) -> Double {
        let own = rows.segments[Int(entry.segment)]
        for place in (entry.first..<entry.end).reversed() {
            let row = Int(order[Int(place)])
            guard rows.starts[row] == entry.segment || rows.segments[Int(rows.starts[row])].file != own.file else {
                continue
            }
            let value = rows.series[series][row]
            if !LogRows.isMissing(value) { return value }
        }
        return LogRows.missing
    }

    /// The entries as a trace.
    ///
    /// It is interrupted where another start of the program continues, and at the first step after each gap.
    private func trace(of entries: [Entry], resumed: Set<Int>) -> Trace {
        var trace = Trace(capacity: entries.count)
        let columns = self.columns
        var before = entries.first?.segment
        for entry in entries {
            var row = TraceRow()
            for (column, series) in columns {
                let value = value(entry, series)
                if !value.isNaN { row[column] = value }
            }
            let step = step(entry)
            trace.append(row, at: step, afterBreak: entry.segment != before || resumed.contains(step))
            before = entry.segment
        }
        return trace
    }

    /// The columns of entries with the indices of their series.
    private var columns: [(TraceColumn, Int)] {
        let apart = Set(LogColumn.evaluations.map(\.column.name))
        let known = Dictionary(uniqueKeysWithValues: LogColumn.all.map { ($0.column.name, $0.column) })
        return chosen.filter { native || !apart.contains($0.key) }.sorted { $0.key < $1.key }
            .map { (known[$0.key] ?? TraceColumn($0.key), $0.value) }
    }

    // MARK: What else is reported

    private func nonFinite(_ entries: [Entry]) -> [Log.NonFinite] {
        let columns = self.columns
        var found: [Log.NonFinite] = []
        for entry in entries {
            for (column, series) in columns {
                let value = value(entry, series)
                guard !LogRows.isMissing(value), !value.isFinite else { continue }
                found.append(Log.NonFinite(step: step(entry), column: column.name, value: value))
            }
        }
        return found
    }

    private func evaluated(_ index: Int) -> [Log.Evaluation] {
        order.compactMap { place in
            let value = rows.series[index][Int(place)]
            return LogRows.isMissing(value) ? nil : Log.Evaluation(step: rows.steps[Int(place)], value: value)
        }
    }

    /// The names of other series that could have been taken for the loss.
    private var otherLosses: [String] {
        guard let loss else { return [] }
        let others = rows.series.indices.filter { index in
            index != loss && rows.series[index].count > 0 && rows.series[index].meaning.canonical == "loss"
        }
        guard !others.isEmpty else { return [] }
        let names = others.map { "'\(rows.series[$0].name)'" }.joined(separator: ", ")
        return ["the loss is '\(rows.series[loss].name)'; there are also \(names)"]
    }
}

extension LogNumber {
    /// The distance of neighbouring numbers with this many decimals.
    fileprivate static func step(decimals: Int) -> Double { 1 / (0..<decimals).reduce(1.0) { power, _ in power * 10 } }
}
