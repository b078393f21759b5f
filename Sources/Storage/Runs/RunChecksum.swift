import Analysis
import Experiments
import Training

extension RunRecord {
    /// SHA-256 over everything that is stored of the run; every NaN counts as the same.
    ///
    /// What later schemas added counts where there is some of it, so that a run of an older archive keeps its checksum.
    var checksum: String {
        var bytes = ByteSequence()
        bytes.add([key.text, specification, coreVersion, kernelName, finishedAt])
        bytes.add([seed, trace.count, trace.states.count, spikes.count, crossings.count, phases.count, bisection.count])
        bytes.add([wallSeconds])
        if case .diverged(let step) = trace.outcome { bytes.add([step]) }
        for column in Self.firstColumns { bytes.add(trace[column]) }
        for state in trace.states {
            bytes.add([state.step, state.coordinate])
            bytes.add([state.theta, state.gradient, state.m, state.v, state.vHat])
        }
        spikes.forEach { Self.add($0, to: &bytes) }
        for crossing in crossings {
            bytes.add([crossing.quantity.rawValue])
            bytes.add([crossing.first, crossing.last])
            bytes.add([crossing.peakRatio])
        }
        for segment in phases { bytes.add([segment.phase.rawValue, segment.first, segment.last]) }
        for step in bisection {
            bytes.add([step.number, step.isShown ? 1 : 0])
            bytes.add([step.value])
        }
        addLaterColumns(to: &bytes)
        addLayers(to: &bytes)
        addEvents(to: &bytes)
        return bytes.digest
    }

    /// The columns of the first schema, which count even when they hold nothing.
    private static let firstColumns: [TraceColumn] = [
        .loss, .gradNorm, .updateNorm, .lr, .threshold, .sumV, .effectiveRate, .lambdaMaxH, .lambdaMax, .lambdaGrad,
        .lambdaGradExact,
    ]

    private static let laterColumns = TraceColumn.allCases.filter { !firstColumns.contains($0) }

    private func addLaterColumns(to bytes: inout ByteSequence) {
        for column in Self.laterColumns where !trace[column].allSatisfy(\.isNaN) {
            bytes.add([column.name])
            bytes.add(trace[column])
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

    private func addEvents(to bytes: inout ByteSequence) {
        let events = trace.events
        guard !events.isEmpty else { return }
        bytes.add(["event"])
        bytes.add([events.count])
        bytes.add(events.map(\.step))
        bytes.add(events.map(\.kind.rawValue))
        bytes.add(events.map(\.value))
    }

    private static func add(_ context: SpikeContext, to bytes: inout ByteSequence) {
        let spike = context.spike
        bytes.add([spike.riseStart, spike.onset, spike.peak, context.isInOrder ? 1 : 0])
        for step in [
            spike.end, context.crossedLambdaMax, context.crossedLambdaGrad, context.crossedLambdaGradExact,
            context.recovered,
        ] {
            bytes.add([step == nil ? 0 : 1, step ?? 0])
        }
        bytes.add([spike.height, spike.trough, context.decayExponent ?? .nan])
    }
}

/// Values as bytes, one after the other, in a form in which different values never give the same bytes.
struct ByteSequence {
    private var bytes: [UInt8] = []

    /// Their digest.
    var digest: String { bytes.withUnsafeBytes { Digest.sha256($0) } }

    /// Each text with its length before it.
    mutating func add(_ texts: [String]) {
        for text in texts {
            add([text.utf8.count])
            bytes.append(contentsOf: text.utf8)
        }
    }

    /// Eight bytes each.
    mutating func add(_ numbers: [Int]) {
        numbers.map { Int64($0).littleEndian }.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }

    /// Eight bytes each.
    mutating func add(_ numbers: [Double]) {
        numbers
            .map { ($0.isNaN ? Double.nan : $0).bitPattern.littleEndian }
            .withUnsafeBytes { bytes.append(contentsOf: $0) }
    }
}
