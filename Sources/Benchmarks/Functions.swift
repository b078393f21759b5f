import Foundation
import Tensors

/// Measures activations per element, beside the C library's scalar functions.
enum Functions: Group {
    static let name = "functions"
    static let summary = "tanh, exp, sin and gelu of 4,096 numbers between −4 and 4, an element, beside the C library's"

    private static let count = 4_096

    static func run(_ options: Options) throws -> [Report] {
        var report = Report(
            "Block.tanh, setExponential, setSine, setGELU",
            columns: ["", "precision", "median", "quartiles", "C library", "times as fast (quartiles)"]
        )
        // Our tanh works in place, so the time includes a copy before it.
        try add(
            &report,
            options,
            "tanh, and a copy",
            Double.self,
            {
                $0.copy(from: $1); $0.tanh()
            },
            Foundation.tanh
        )
        try add(
            &report,
            options,
            "tanh, and a copy",
            Float.self,
            {
                $0.copy(from: $1); $0.tanh()
            },
            Foundation.tanh
        )
        try add(&report, options, "exp", Double.self, { $0.setExponential(of: $1) }, Foundation.exp)
        try add(&report, options, "exp", Float.self, { $0.setExponential(of: $1) }, Foundation.exp)
        try add(&report, options, "sin", Double.self, { $0.setSine(of: $1) }, Foundation.sin)
        try add(&report, options, "sin", Float.self, { $0.setSine(of: $1) }, Foundation.sin)
        try add(&report, options, "gelu (C: erf)", Double.self, { $0.setGELU(of: $1) }) {
            0.5 * $0 * (1 + Foundation.erf($0 * 0.5.squareRoot()))
        }
        try add(&report, options, "gelu (C: erf)", Float.self, { $0.setGELU(of: $1) }) {
            0.5 * $0 * (1 + Foundation.erf($0 * Float(0.5).squareRoot()))
        }
        return [report]
    }

    @inline(__always)
    private static func add<S: Scalar>(
        _ report: inout Report,
        _ options: Options,
        _ name: String,
        _ precision: S.Type,
        _ ours: @escaping (Block<S>, Block<S>) -> Void,
        _ theirs: @escaping (S) -> S
    ) throws {
        let (x, y) = (Vector<S>(count: count, noise: 4), Vector<S>(count: count))
        var contest = Contest()
        let own = contest.enter(units: count) { ours(y.all, x.all) }
        let rival = contest.enter(units: count) {
            for index in 0..<count { y.start[index] = theirs(x.start[index]) }
        }
        let samples = try contest.run(rounds: 5 * options.repeats)
        let quotient = samples[rival].over(samples[own]).quotient
        report.add([
            name, S.name, samples[own].time, samples[own].timeSpread, samples[rival].time, quotient,
        ])
    }
}
