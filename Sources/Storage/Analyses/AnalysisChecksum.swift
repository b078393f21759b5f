import Analysis
import Experiments

extension AnalysisRecord {
    /// SHA-256 of everything stored for the analysis; all NaNs are equal in it.
    var checksum: String {
        var bytes = ByteSequence()
        bytes.add([key.text, run.text, detector])
        bytes.add([spikes.count, crossings.count, phases.count])
        addFindings(to: &bytes)
        addRises(to: &bytes)
        return bytes.digest
    }

    private func addRises(to bytes: inout ByteSequence) {
        for rise in rises {
            bytes.add([rise.rule.rawValue, rise.kind.rawValue])
            bytes.add([rise.start, rise.peak, rise.end == nil ? 0 : 1, rise.end ?? 0])
            bytes.add([rise.decades ?? .nan, rise.loss ?? .nan, rise.sigmas ?? .nan])
        }
    }

    /// Adds the results of the analysis.
    func addFindings(to bytes: inout ByteSequence) {
        spikes.forEach { Self.add($0, to: &bytes) }
        for crossing in crossings {
            bytes.add([crossing.quantity.rawValue])
            bytes.add([crossing.first, crossing.last])
            bytes.add([crossing.peakRatio])
        }
        for segment in phases { bytes.add([segment.phase.rawValue, segment.first, segment.last]) }
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
