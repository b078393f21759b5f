import Foundation
import Traces
import Training

@testable import Analysis

/// Logs that are made up, so that what happened in them is known.
enum MadeUpLog {
    /// The columns of a log of a language model: a slow fall to a floor with noise, and a gradient with its own.
    static func columns(_ count: Int = 1_500) -> [String: [Double]] {
        var random = Random(seed: 11)
        let losses = (0..<count).map { 2.8 + 3 / (1 + Double($0) / 80) + 0.03 * random.normal() }
        let gradients = (0..<count).map { _ in 0.4 * exp(0.15 * random.normal()) }
        return ["loss": losses, "grad_norm": gradients]
    }

    /// What a log with an entry at every `stride`th step holds.
    static func evidence(_ columns: [String: [Double]], stride: Int = 1) -> Evidence {
        var trace = Trace()
        for index in 0..<(columns["loss"]?.count ?? 0) {
            var row = TraceRow()
            for (name, values) in columns { row[TraceColumn(name)] = values[index] }
            trace.append(row, at: stride * (index + 1))
        }
        var evidence = Evidence(trace)
        for (name, values) in columns {
            let steps = values.indices.filter { !values[$0].isFinite }
            evidence.nonFinite += steps.map { .init(step: stride * ($0 + 1), column: name) }
        }
        return evidence
    }

    static func diagnosis(
        _ columns: [String: [Double]],
        stride: Int = 1,
        _ change: (inout Evidence) -> Void = { _ in }
    ) -> Diagnosis {
        var evidence = evidence(columns, stride: stride)
        change(&evidence)
        return Diagnosis(evidence)
    }

    /// A rise that lasts thirty entries, as instability makes it.
    static func withSpike(at step: Int, _ columns: [String: [Double]]) -> [String: [Double]] {
        var copy = columns
        for index in 0..<30 { copy["loss"]?[step + index] += 2.5 * sin(.pi * Double(index + 1) / 31) }
        return copy
    }

    static func supported(_ diagnosis: Diagnosis) -> [Cause] {
        Cause.allCases.filter { diagnosis.verdict(on: $0) == .supported }
    }
}
