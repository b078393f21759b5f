import Settings
import TestSupport
import Testing
import Traces

@testable import Training

/// The steps at which probes measure, and what they measure.
@Suite struct ProbeWindows {
    /// A run of a network too large for the dense method.
    private func trace(_ probes: [any Probe], _ optimizer: Value = ["adam": ["lr": 0.02]]) throws -> Trace {
        try #require(try TinyNet.loop(optimizer, steps: 20, widths: [3, 6, 2], probes: probes).run())
    }

    private func steps(_ values: [Double]) -> [Int] { values.indices.filter { !values[$0].isNaN }.map { $0 + 1 } }

    @Test(
        arguments: [
            ([:], Array(1...20)), (["every": 6], [1, 7, 13, 19]), (["from": 5, "every": 6], [5, 11, 17]),
            (["from": 4, "until": 7], [4, 5, 6, 7]), (["from": 4, "until": 9, "every": 3], [4, 7]),
            (["until": 2], [1, 2]), (["from": 20, "until": 20], [20]), (["from": 21], []),
        ] as [(Value, [Int])]
    )
    func holdTheirSteps(settings: Value, expected: [Int]) throws {
        let moments = try MomentsProbe(reading: settings)
        let trace = try trace([CurvatureProbe(reading: settings), moments, RatioProbe(reading: settings)])
        for column in [TraceColumn.lambdaMax, .lambdaMaxH, .lambdaGrad, .lambdaStep, .sumV, .dip] {
            #expect(steps(trace[column]) == expected, "\(column)")
        }
    }

    @Test func differAmongProbes() throws {
        let layers = try LayersProbe(reading: ["from": 3, "every": 8])
        let trace = try trace([CurvatureProbe(reading: ["from": 10, "until": 12]), MomentsProbe(), layers])
        #expect(steps(trace[.lambdaMax]) == [10, 11, 12] && steps(trace[.sumV]) == Array(1...20))
        #expect(Set(trace.layers.map(\.step)) == [3, 11, 19])
    }

    @Test func areNotEmpty() {
        for kind in Catalogue.probes {
            let error = #expect(throws: SettingFaults.self) { _ = try kind.init(reading: ["from": 9, "until": 8]) }
            #expect(error?.faults.map(\.path) == [["until"]])
            #expect(throws: Never.self) { _ = try kind.init(reading: ["from": 9, "until": 9]) }
        }
    }

    @Test(arguments: [["gradient"], ["step"], [], ["step", "gradient"]])
    func ofDirectionsRecordWhatIsAskedFor(along: [String]) throws {
        for rule in [["adam": ["lr": 0.02]], ["sgd": ["lr": 0.1, "momentum": 0.5]]] as [Value] {
            let all = try trace([CurvatureProbe()], rule)
            let probe = try CurvatureProbe(reading: ["along": .list(along.map { .text($0) })])
            let some = try trace([probe], rule)
            for (column, name) in [
                (TraceColumn.lambdaGrad, "gradient"), (.lambdaGradExact, "gradient"), (.lambdaStep, "step"),
                (.lambdaMax, ""),
            ] {
                #expect(all[column].allSatisfy { $0.isFinite })
                if name.isEmpty || along.contains(name) {
                    #expect(zip(all[column], some[column]).allSatisfy { relativeDeviation($0, $1) < 1e-12 })
                } else {
                    #expect(some[column].allSatisfy { $0.isNaN })
                }
            }
        }
    }

    @Test func ofDirectionsKnowTheirNames() throws {
        let error = #expect(throws: SettingFaults.self) { try CurvatureProbe(reading: ["along": ["step", "gradent"]]) }
        #expect(error?.faults.map(\.path) == [["along", "1"]])
        #expect(error?.faults.first?.help == "did you mean 'gradient'?")
        // The order and repetition of directions do not matter.
        let twice = try CurvatureProbe(reading: ["along": ["step", "gradient", "step"]])
        #expect(twice.resolved == CurvatureProbe().resolved)
        #expect(try CurvatureProbe(reading: ["along": "step"]).resolved["along"] == ["step"])
    }

    /// Both forms of the curvature along the gradient use one Hessian product.
    @Test func ofDirectionsAgreeWithTheWholeHessian() throws {
        var loop = try TinyNet.loop(["adam": ["lr": 0.02]], steps: 12, widths: [3, 6, 2], probes: [CurvatureProbe()])
        loop.recordsState = true
        let trace = try #require(try loop.run())
        let objective = try loop.objective(in: Double.self)
        objective.advance(to: 1, batch: BatchPlace(1))
        for number in [1, 2, 5, 11] {
            let states = trace.states.filter { $0.step == number }
            let hessian = ArrayObjective(objective).hessian(at: states.map(\.theta))
            let factor = 0.1 / 1.9 / (1 - (0..<number).reduce(1.0) { power, _ in power * 0.9 })
            let gradient = states.map(\.gradient)
            let scaled = states.map { factor * $0.gradient / ($0.vHat.squareRoot() + 1e-8) }
            let next = trace.states.filter { $0.step == number + 1 }.map(\.theta)
            let way = zip(next, states).map { $0 - $1.theta }
            func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
            let paper = dot(scaled, hessian * gradient) / dot(gradient, gradient)
            let exact = dot(scaled, hessian * scaled) / dot(scaled, gradient)
            let along = dot(way, hessian * way) / (-0.02 * dot(gradient, way))
            let scale = 1e-11 * trace[.lambdaMax][number - 1]
            #expect(abs(trace[.lambdaGrad][number - 1] - paper) < scale)
            #expect(abs(trace[.lambdaGradExact][number - 1] - exact) < scale)
            #expect(relativeDeviation(trace[.lambdaStep][number - 1], along) < 1e-8)
        }
    }
}
