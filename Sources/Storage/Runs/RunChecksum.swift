import Experiments
import Traces

extension RunRecord {
    /// SHA-256 of everything stored for the run; all NaNs are equal in it.
    ///
    /// Columns added by later schemas count only if the run has values in them, so that older runs keep their
    /// checksums.
    var checksum: String {
        var bytes = ByteSequence()
        bytes.add([key.text, specification, origin.core, origin.kernel, origin.host, finishedAt])
        bytes.add([seed, trace.count, trace.states.count, bisection.count])
        bytes.add([wallSeconds])
        addSeries(to: &bytes)
        addBisection(to: &bytes)
        addLaterParts(to: &bytes)
        return bytes.digest
    }

    /// Adds the outcome, the columns of the first schema, and the states.
    func addSeries(to bytes: inout ByteSequence) {
        if case .diverged(let step) = trace.outcome { bytes.add([step]) }
        // These columns count even if they are empty.
        for name in Migration.firstColumns { bytes.add(trace[TraceColumn(name)]) }
        for state in trace.states {
            bytes.add([state.step, state.coordinate])
            bytes.add(StateRecord.Column.allCases.map { state[$0] })
        }
    }

    /// Adds the steps of a bisection.
    func addBisection(to bytes: inout ByteSequence) {
        for step in bisection {
            bytes.add([step.number, step.isShown ? 1 : 0])
            bytes.add([step.value])
        }
    }

    /// Adds the parts that later schemas introduced, if the run has them.
    func addLaterParts(to bytes: inout ByteSequence) {
        addSteps(to: &bytes)
        addLaterColumns(to: &bytes)
        addLayers(to: &bytes)
        addEvents(to: &bytes)
        addReading(to: &bytes)
    }

    /// Adds the steps, unless the run has every step from 1 in one segment, as all runs had in earlier schemas.
    private func addSteps(to bytes: inout ByteSequence) {
        guard !trace.isWhole else { return }
        bytes.add(["steps"])
        bytes.add(trace.steps)
        bytes.add(trace.segments.map(\.lowerBound))
    }

    /// Adds the columns of a later migration in their order, then any others sorted by name, so that the order of
    /// probes does not matter.
    private func addLaterColumns(to bytes: inout ByteSequence) {
        let names = Set(trace.columns.map(\.name)).subtracting(Migration.firstColumns)
        let added = Migration.addedColumns.filter(names.contains)
        for name in added + names.subtracting(added).sorted() {
            bytes.add([name])
            bytes.add(trace[TraceColumn(name)])
        }
    }

    private func addLayers(to bytes: inout ByteSequence) {
        let layers = trace.layers
        guard !layers.isEmpty else { return }
        bytes.add(["layer"])
        bytes.add([layers.count])
        bytes.add(layers.map(\.step))
        bytes.add(layers.map(\.layer))
        bytes.add(layers.map(\.name))
        for column in LayerRecord.Column.allCases { bytes.add(layers.map { $0[column] }) }
    }

    private func addReading(to bytes: inout ByteSequence) {
        // Encoding numbers and texts never fails.
        guard let reading, let json = try? reading.json else { return }
        bytes.add(["reading", json])
    }

    private func addEvents(to bytes: inout ByteSequence) {
        let events = trace.events
        guard !events.isEmpty else { return }
        bytes.add(["event"])
        bytes.add([events.count])
        bytes.add(events.map(\.step))
        bytes.add(events.map(\.kind.rawValue))
        bytes.add(events.map(\.value))
    }
}
