import Settings
import TestSupport
import Testing
import Traces

@testable import Training

/// Runs of the reference network with ten optimizers, compared with PyTorch; see `Reference/README.md`.
@Suite struct NetworkTraces {
    /// An optimizer's reference trace, with a bound on its cost.
    struct Rule: Sendable, CustomTestStringConvertible {
        var name: String
        var optimizer: Value
        /// The average bound on Hessian products per step and tracked eigenvalue.
        var products = 6.0
        var testDescription: String { name }

        static let all = [
            Rule(name: "net_sgd", optimizer: ["sgd": ["lr": 0.05]]),
            Rule(name: "net_sgdm", optimizer: ["sgd": ["lr": 0.02, "momentum": 0.9]]),
            Rule(name: "net_adam", optimizer: ["adam": ["lr": 0.05]]),
            Rule(name: "net_adam_b99", optimizer: ["adam": ["lr": 0.05, "beta2": 0.99]]),
            Rule(name: "net_adamw", optimizer: ["adamw": ["lr": 0.05, "weight_decay": 0.01]]),
            Rule(name: "net_amsgrad", optimizer: ["amsgrad": ["lr": 0.05]]),
            Rule(name: "net_radam", optimizer: ["radam": ["lr": 0.05]]),
            // Its steps are rough, so the eigenvectors turn much further in each step.
            Rule(name: "net_nadam", optimizer: ["nadam": ["lr": 0.05]], products: 7),
            Rule(name: "net_adafactor", optimizer: ["adafactor": ["lr": 0.05]]),
            Rule(name: "net_adabelief", optimizer: ["adabelief": ["lr": 0.05]]),
        ]
    }

    @Test(arguments: Rule.all)
    func followTheReference(_ rule: Rule) throws {
        let reference = try ReferenceFolder(.module).columns(rule.name)
        var layers = LayersProbe()
        layers.window.every = 1
        let loop = try ReferenceNet.loop(rule.optimizer, probes: [CurvatureProbe(), MomentsProbe(), layers])
        let trace = try #require(try loop.run())
        try #require(trace.outcome == .completed && trace.count == 200)
        let allowed = try #require(reference["loss_sens_1e-14"]).reduce(into: [Double]()) { worst, next in
            worst.append(max(worst.last ?? 1e-11, 1e3 * next))
        }
        func column(_ name: String) throws -> [Double] { try #require(reference[name]) }
        func expect(_ values: [Double], _ name: String, _ expected: [Double], within bounds: [Double]) {
            var worst = 0.0
            for (index, pair) in zip(values, expected).enumerated() {
                let deviation = relativeDeviation(pair.0, pair.1)
                #expect(deviation <= bounds[index], "\(name), step \(index + 1): \(pair.0), expected \(pair.1)")
                worst = max(worst, deviation / bounds[index])
            }
            #expect(values.count == expected.count)
            Measurements.note("\(rule.name) \(name): \(worst) of what is allowed")
        }
        // Quantities computed from the parameters in other ways than the loss have slightly larger errors.
        let derived = allowed.map { 10 * $0 }
        let tracked = [Double](repeating: 1e-4, count: 200)
        try expect(trace[.loss], "loss", column("loss"), within: allowed)
        try expect(trace[.gradNorm], "grad_norm", column("grad_norm"), within: derived)
        try expect(trace[.updateNorm], "update_norm", column("update_norm"), within: derived)
        try expect(trace[.lambdaMaxH], "lmax_h", column("lmax_h"), within: tracked)
        try expect(trace[.lambdaMax], "lmax_hhat", column("lmax_hhat"), within: tracked)
        try expect(trace[.threshold], "two_over_lr", column("two_over_lr"), within: allowed)
        let average = trace[.products].reduce(0, +) / 200 / 2
        #expect(average <= rule.products)
        Measurements.note("\(rule.name): \(average) products a step and eigenvalue")
        try compareAlongGradient(trace, reference, derived, rule)
    }

    @Test(arguments: [Rule.all[2], Rule.all[3], Rule.all[9]])
    func keepTheSecondMomentOfEachTensor(_ rule: Rule) throws {
        let reference = try ReferenceFolder(.module).columns(rule.name)
        var loop = try ReferenceNet.loop(rule.optimizer, steps: 60)
        loop.recordsState = true
        let states = try #require(try loop.run()).states
        for (tensor, range) in ReferenceNet.tensors {
            let expected = try #require(reference["sumv_" + tensor])
            for step in 0..<60 {
                let sum = states[step * 385..<(step + 1) * 385].dropFirst(range.lowerBound).prefix(range.count)
                    .reduce(0) { $0 + $1.v }
                #expect(relativeDeviation(sum, expected[step]) < 1e-11, "\(tensor), step \(step + 1)")
            }
        }
    }

    /// Compares λ_grad, in the paper's form and the exact one, and Σv.
    ///
    /// A quotient gᵀAg/gᵀBg changes by a few |A|·|δg|/|g|, so deviations are relative to λ_max. The reference's own
    /// eigenvalues and products are accurate to 1e-9.
    private func compareAlongGradient(
        _ trace: Trace,
        _ reference: [String: [Double]],
        _ derived: [Double],
        _ rule: Rule
    ) throws {
        let largest = try #require(reference["lmax_hhat"])
        for (column, name) in [(TraceColumn.lambdaGrad, "lgrad_hhat"), (.lambdaGradExact, "lgrad_sym")] {
            var worst = 0.0
            for (index, expected) in try #require(reference[name]).enumerated() {
                let deviation = abs(trace[column][index] - expected) / max(abs(expected), largest[index])
                worst = max(worst, deviation)
                #expect(deviation <= max(1e-9, derived[index]), "\(name), step \(index + 1)")
            }
            Measurements.note("\(rule.name) \(name): \(worst)")
        }
        for (layer, names) in [(0, ["sumv_W1", "sumv_b1"]), (1, ["sumv_W2", "sumv_b2"])] {
            let parts = try names.map { try #require(reference[$0]) }
            let found = trace.layers.filter { $0.layer == layer }
            try #require(found.count == 200)
            var worst = 0.0
            for (index, record) in found.enumerated() {
                // For optimizers without a second moment the reference has the sum of g².
                let value = record[.sumV].isNaN ? record[.gradNorm] * record[.gradNorm] : record[.sumV]
                let deviation = relativeDeviation(value, parts[0][index] + parts[1][index])
                worst = max(worst, deviation)
                #expect(deviation <= derived[index], "Σv, step \(index + 1)")
            }
            Measurements.note("\(rule.name) sum of v of layer \(layer + 1): \(worst)")
        }
    }
}
