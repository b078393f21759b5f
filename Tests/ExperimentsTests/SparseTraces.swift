import Analysis
import Experiments
import Foundation
import Settings
import TestSupport
import Testing
import Traces
import Training

/// Traces that lack some steps, as in logs of other programs.
///
/// Windows count entries, and results are steps.
@Suite struct SparseTraces {
    /// A run with spikes in which every quantity is recorded.
    private func dense() throws -> (Trace, MomentDecay) {
        let tree: Value = [
            "model": ["quadratic": ["eigenvalues": [1], "start": 1]],
            "optimizer": ["adam": ["lr": 0.3, "beta1": 0.9, "beta2": 0.98]], "steps": 600,
        ]
        let run = try Runs.specification(tree)
        return (try #require(try run.run()).trace, run.momentDecay)
    }

    /// The same entries at different steps.
    private func moved(_ trace: Trace, breakBefore first: Int? = nil, _ step: (Int) -> Int) -> Trace {
        var copy = Trace()
        for index in 0..<trace.count {
            var row = TraceRow()
            for column in Catalogue.columns { row[column] = trace[column][index] }
            copy.append(row, at: step(index + 1), afterBreak: index == first)
        }
        return copy
    }

    @Test func countTheirStepsFromOneUnlessTheyAreTold() throws {
        var trace = Trace()
        for _ in 1...3 { trace.append(TraceRow()) }
        #expect(trace.steps == [1, 2, 3] && trace.segments == [0..<3] && trace.isWhole)
        trace.append(TraceRow(), at: 10)
        trace.append(TraceRow(), afterBreak: true)
        #expect(trace.steps == [1, 2, 3, 10, 11] && trace.segments == [0..<4, 4..<5] && trace.lastStep == 11)
        #expect(trace.entries(in: 2...10) == 1..<4 && trace.entries(in: 4...9).isEmpty && !trace.isWhole)
        #expect(trace.entries(in: 0...99) == 0..<5 && trace.entries(in: 12...20) == 5..<5)
        #expect(Trace().segments.isEmpty && Trace().isWhole)
    }

    @Test func areAnalysedByEntriesAndAnswerInSteps() throws {
        let (trace, decay) = try dense()
        let one = TraceAnalysis(of: trace, detector: SpikeDetector(), decay: decay)
        try #require(!one.spikes.isEmpty && !one.crossings.isEmpty && one.phases.count > 3)
        let step = { (number: Int) in 7 * number + 100 }
        // A factor per step becomes its seventh root when each step becomes seven.
        var rule = Adam()
        rule.beta2 = pow(0.98, 1 / 7.0)
        let slow = MomentDecay(rule)
        let other = TraceAnalysis(of: moved(trace, step), detector: SpikeDetector(), decay: slow)
        #expect(other.spikes.map(\.spike.peak) == one.spikes.map { step($0.spike.peak) })
        #expect(other.spikes.map(\.spike.end) == one.spikes.map { $0.spike.end.map(step) })
        #expect(other.spikes.map(\.crossedLambdaMax) == one.spikes.map { $0.crossedLambdaMax.map(step) })
        #expect(other.spikes.map(\.recovered) == one.spikes.map { $0.recovered.map(step) })
        #expect(other.crossings.map(\.first) == one.crossings.map { step($0.first) })
        #expect(other.crossings.map(\.peakRatio) == one.crossings.map(\.peakRatio))
        #expect(other.phases.map(\.last) == one.phases.map { step($0.last) })
        #expect(other.phases.map(\.phase) == one.phases.map(\.phase))
        for (found, expected) in zip(other.spikes, one.spikes) {
            guard let exponent = expected.decayExponent else { continue }
            #expect(abs((found.decayExponent ?? .nan) - exponent) < 1e-9 * abs(exponent))
        }
    }

    @Test func tellNothingOfTheDecayAcrossAnInterruption() throws {
        let (trace, decay) = try dense()
        let one = TraceAnalysis(of: trace, detector: SpikeDetector(), decay: decay)
        let spike = try #require(one.spikes.first { $0.decayExponent != nil })
        let first = spike.spike.riseStart - 5
        let broken = moved(trace, breakBefore: first) { $0 }
        let other = TraceAnalysis(of: broken, detector: SpikeDetector(), decay: decay)
        let same = try #require(other.spikes.first { $0.spike == spike.spike })
        #expect(same.decayExponent == nil)
        let decays = other.phases.filter { $0.phase == .decay }
        #expect(!decays.contains { $0.first <= first + 10 && $0.last > first })
    }

    @Test func endACrossingAtAnInterruption() {
        let values: [TraceColumn: [Double]] = [.lambdaMax: [3, 3, 3, 3], .threshold: [2, 2, 2, 2]]
        let trace = Runs.trace(values)
        #expect(Crossing.all(in: trace).map(\.last) == [4])
        let broken = Crossing.all(in: moved(trace, breakBefore: 2) { 10 * $0 })
        #expect(broken.map { [$0.first, $0.last] } == [[10, 20], [30, 40]])
    }
}
