import Charts
import Experiments
import Storage
public import Traces

/// Traces as comma-separated values in full precision.
public struct TraceText {
    private var runs: [Run] = []

    /// An empty text.
    public init() {}

    /// Adds a run's rows; with several runs, each row begins with variant and seed.
    public mutating func add(_ trace: Trace, variant: String, seed: Int, of runs: Int) {
        self.runs.append(Run(trace: trace, place: runs > 1 ? [variant, "\(seed)"] : []))
    }

    /// A row for each step, with the columns that contain a number in any of the runs, and with each coordinate's
    /// state.
    public var csv: String {
        let columns = ArchiveSchema.traceColumns.filter { column in
            runs.contains { $0.trace.columns.contains(column) }
        }
        let dimension = runs.flatMap(\.trace.states).map { $0.coordinate + 1 }.max() ?? 0
        var names =
            ["step"]
            + columns.flatMap { column in
                [column.name] + [ArchiveSchema.squares[column.name]?.name].compactMap { $0 }
            }
        for coordinate in 0..<dimension {
            names += StateRecord.Column.allCases.map { "\($0.name)[\(coordinate)]" }
        }
        return table(names) { $0.steps(columns, dimension: dimension) }
    }

    /// A row for each layer and each step at which layers were probed; nil when they never were.
    public var layers: String? {
        guard runs.contains(where: { !$0.trace.layers.isEmpty }) else { return nil }
        return table(["step", "layer", "name"] + LayerRecord.Column.allCases.map(\.name)) { run in
            run.trace.layers.map { layer in
                ["\(layer.step)", "\(layer.layer)", layer.name]
                    + LayerRecord.Column.allCases.map { Self.text(layer[$0]) }
            }
        }
    }

    /// A row for each action of a guard; nil when there was none.
    public var events: String? {
        guard runs.contains(where: { !$0.trace.events.isEmpty }) else { return nil }
        return table(["step", "kind", "value"]) { run in
            run.trace.events.map { ["\($0.step)", $0.kind.rawValue, Self.text($0.value)] }
        }
    }

    private func table(_ names: [String], _ rows: (Run) -> [[String]]) -> String {
        let isPlaced = runs.contains { !$0.place.isEmpty }
        let header = (isPlaced ? ["variant", "seed"] : []) + names
        let lines = [header] + runs.flatMap { run in rows(run).map { run.place + $0 } }
        return CSVText.lines(lines)
    }

    fileprivate static func text(_ value: Double, isWhole: Bool = false) -> String {
        if value.isNaN { return "nan" }
        return isWhole ? Int(exactly: value).map(String.init) ?? "\(value)" : "\(value)"
    }
}

/// A run with the cells that begin each of its rows.
private struct Run {
    let trace: Trace
    let place: [String]

    func steps(_ columns: [TraceColumn], dimension: Int) -> [[String]] {
        let series = columns.map { column in
            (values: trace[column], isWhole: column.isWhole, isSquared: ArchiveSchema.squares[column.name] != nil)
        }
        let states = Dictionary(grouping: trace.states, by: \.step)
        return (0..<trace.count).map { index in
            var cells = ["\(trace.steps[index])"]
            for (values, isWhole, isSquared) in series {
                cells.append(TraceText.text(values[index], isWhole: isWhole))
                if isSquared { cells.append(TraceText.text(values[index] * values[index])) }
            }
            let quantities = StateRecord.Column.allCases
            var coordinates = Array(repeating: Double.nan, count: quantities.count * dimension)
            for state in states[trace.steps[index]] ?? [] {
                let first = quantities.count * state.coordinate
                for (place, quantity) in quantities.enumerated() { coordinates[first + place] = state[quantity] }
            }
            return cells + coordinates.map { TraceText.text($0) }
        }
    }
}
