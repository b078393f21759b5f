import Settings
import Tensors
import TestSupport
import Testing
import Traces

@testable import Training

/// The loop's parts around the optimizer: schedules, factors, starts of v, interventions, precision, the end of a
/// run.
@Suite struct LoopRules {
    @Test func moveTheRateByTheSchedule() throws {
        var loop = try TinyNet.loop(["adam": ["lr": 0.04]], steps: 12)
        loop.schedule = try WarmUp(reading: ["steps": 4])
        loop.interventions[9] = try Units.optimizer(["adam": ["lr": 0.02]])
        let trace = try #require(try loop.run())
        let expected = (1...12).map { loop.schedule.factor(step: $0, of: 12) * ($0 < 9 ? 0.04 : 0.02) }
        #expect(trace[.lr] == expected && Set(expected).count >= 4)
        #expect(zip(trace[.threshold], expected).allSatisfy { $0 == 2 / $1 })
        // A schedule has the same effect as setting the rate at each step.
        loop.schedule = ConstantSchedule()
        for (index, rate) in expected.enumerated() {
            loop.interventions[index + 1] = try Units.optimizer(["adam": ["lr": .number(rate)]])
        }
        #expect(try #require(try loop.run())[.loss] == trace[.loss])
    }

    @Test func guardTheGradientAndTheStep() throws {
        var loop = try TinyNet.loop(["sgd": ["lr": 0.1]], steps: 20)
        let plain = try #require(try loop.run())
        loop.gradientGuards = [try ClipNorm(reading: ["limit": 0.5])]
        let clipped = try #require(try loop.run())
        for index in 0..<20 {
            let norm = clipped[.gradNorm][index]
            #expect(relativeDeviation(clipped[.gradientFactor][index], min(1, 0.5 / norm)) < 1e-5)
            #expect(relativeDeviation(clipped[.updateNorm][index], 0.1 * min(norm, 0.5)) < 1e-5)
        }
        #expect(plain[.gradNorm][0] == clipped[.gradNorm][0] && clipped[.gradientFactor][0] < 1)
        #expect(plain[.gradientFactor].allSatisfy { $0 == 1 })
        // A guard's state is reset at the start of each run.
        (loop.gradientGuards, loop.stepGuards) = ([AdaGC(), ZClip()], [try ClipUpdateNorm(reading: ["limit": 0.01])])
        let (one, other) = (try #require(try loop.run()), try #require(try loop.run()))
        #expect(one == other && one[.updateNorm].allSatisfy { $0 <= 0.001 * 32.0.squareRoot() * (1 + 1e-12) })
    }

    @Test func ofLayersScaleGradientsThatAdamDoesNotSee() throws {
        // Without ε, a power of two as factor changes no bit of Adam's step. Other factors change little beyond the
        // last bit.
        for (factor, epsilon, bound) in [(0.125, 0.0, 0.0), (0.1, 0, 1e-11), (0.1, 1e-8, 1e-4)] {
            var loop = try TinyNet.loop(["adam": ["lr": 0.02, "eps": .number(epsilon)]], steps: 60)
            let plain = try #require(try loop.run())
            loop.layers = LayerFactors([.init("dense1.*", gradient: factor)])
            let scaled = try #require(try loop.run())
            let worst = zip(plain[.loss], scaled[.loss]).map(relativeDeviation).max()
            #expect(try #require(worst) <= bound)
            #expect(scaled[.gradientFactor].allSatisfy { $0 < 1 })
            #expect((worst == 0) == (bound == 0))
        }
        var loop = try TinyNet.loop(["sgd": ["lr": 0.1]], steps: 20)
        let plain = try #require(try loop.run())
        loop.layers = LayerFactors([.init("dense1.*", gradient: 0.1)])
        #expect(relativeDeviation(try #require(try loop.run())[.loss][19], plain[.loss][19]) > 1e-3)
    }

    @Test func ofLayersScaleSteps() throws {
        var loop = try TinyNet.loop(["adam": ["lr": 0.02]], steps: 2)
        loop.recordsState = true
        func steps() throws -> [Double] {
            let states = try #require(try loop.run()).states
            return zip(states[32...], states[..<32]).map { $0.theta - $1.theta }
        }
        let plain = try steps()
        loop.layers = LayerFactors([.init("dense1.weight", learningRate: 0.25), .init("*.bias", learningRate: 0)])
        let scaled = try steps()
        for index in 0..<32 {
            let factor = index < 15 ? 0.25 : index < 20 || index >= 30 ? 0 : 1.0
            #expect(abs(scaled[index] - factor * plain[index]) < 1e-16)
        }
    }

    @Test func ofAllLayersAreARate() throws {
        var loop = try TinyNet.loop(["sgd": ["lr": 0.1]], steps: 15, probes: [CurvatureProbe()])
        loop.layers = LayerFactors([.init("*", learningRate: 0.5)])
        let scaled = try #require(try loop.run())
        loop = try TinyNet.loop(["sgd": ["lr": 0.05]], steps: 15, probes: [CurvatureProbe()])
        let plain = try #require(try loop.run())
        #expect(zip(scaled[.loss], plain[.loss]).allSatisfy { relativeDeviation($0, $1) < 1e-12 })
        // D includes the tensor's factor, while the threshold depends on the rate only.
        for (column, factor) in [(TraceColumn.lambdaMax, 0.5), (.lambdaGrad, 0.5), (.lambdaMaxH, 1), (.threshold, 0.5)]
        {
            #expect(zip(scaled[column], plain[column]).allSatisfy { relativeDeviation($0, factor * $1) < 1e-11 })
        }
    }

    @Test func beginTheSecondMomentFromData() throws {
        var loop = try TinyNet.loop(["adam": ["lr": 0.02]], steps: 1)
        loop.recordsState = true
        loop.secondMomentStart = try DataStart(reading: ["batches": 3, "batch_size": 8, "scale": 2])
        let states = try #require(try loop.run()).states
        // Consecutive batches of eight make up the whole data, and their squares are averaged.
        let data = TinyNet.dataset(seed: 3)
        var squares = [Double](repeating: 0, count: 32)
        for batch in 0..<3 {
            loop.problem.data = DataSchedule(data.samples(Array(batch * 8..<batch * 8 + 8)))
            let objective = try loop.model.objective(loop.problem, in: Double.self)
            objective.advance(to: 1, batch: BatchPlace(1))
            for (index, slope) in ArrayObjective(objective).gradient(states.map(\.theta)).enumerated() {
                squares[index] += slope * slope / 3
            }
        }
        for (state, square) in zip(states, squares) {
            let expected = 0.999 * 2 * square + 0.001 * state.gradient * state.gradient
            #expect(relativeDeviation(state.v, expected) < 1e-12)
        }
    }

    @Test func beginTheSecondMomentByTheSeed() throws {
        var loop = try TinyNet.loop(["adam": ["lr": 0.02]], steps: 2)
        loop.recordsState = true
        let plain = try #require(try loop.run())
        loop.secondMomentStart = ChiSquareStart()
        let (one, again) = (try #require(try loop.run()), try #require(try loop.run()))
        #expect(one == again && one[.loss][0] == plain[.loss][0] && one[.loss][1] != plain[.loss][1])
        #expect(zip(one.states, plain.states).prefix(32).allSatisfy { $0.v > $1.v && $0.m == $1.m })
    }

    @Test func ofTheAdamFamilyTakeOverFromEachOther() throws {
        func trace(_ changed: Value?) throws -> Trace {
            var loop = try TinyNet.loop(["adam": ["lr": 0.02]], steps: 30)
            if let changed { loop.interventions[11] = try Units.optimizer(changed) }
            return try #require(try loop.run())
        }
        let plain = try trace(nil)
        #expect(try trace(["adamw": ["lr": 0.02, "weight_decay": 0]])[.loss] == plain[.loss])
        for rule in ["amsgrad", "adamw", "nadam", "radam", "adabelief"] {
            let changed = try trace(.map([.init(rule, ["lr": 0.05])]))
            #expect(changed.outcome == .completed)
            #expect(changed[.loss].prefix(11) == plain[.loss].prefix(11) && changed[.loss][11] != plain[.loss][11])
            #expect(changed[.lr][9] == 0.02 && changed[.lr][10] == 0.05)
        }
    }

    @Test(arguments: ["opt_adam", "opt_adafactor"])
    func followAnotherProgramsOnRecordedGradients(name: String) throws {
        let folder = try ReferenceFolder(.module)
        let settings: Value = ["gradients": "G.csv", "start": "p0.csv", "tensors": ["2x3", "2"]]
        let optimizer: Value = name == "opt_adam" ? ["adam": ["lr": 0.01]] : ["adafactor": ["lr": 0.01]]
        var loop = TrainingLoop(
            model: try RecordedGradients(reading: settings),
            optimizer: try Units.optimizer(optimizer),
            steps: 61,
            probes: [],
            recordsState: true
        )
        loop.problem.files = [
            // The effect of the last gradient appears in the parameters of one more step.
            "G.csv": [UInt8](try folder.data("opt_G.csv")) + [UInt8]("0,0,0,0,0,0,0,0\n".utf8),
            "p0.csv": [UInt8](try folder.data("opt_p0.csv")),
        ]
        let trace = try #require(try loop.run())
        let (rows, gradients) = try (folder.rows(name), folder.rows("opt_G"))
        var worst = 0.0
        for step in 0..<60 {
            let after = trace.states[(step + 1) * 8..<(step + 2) * 8].map(\.theta)
            worst = max(worst, largestDifference(after, rows[step]))
            #expect(trace.states[step * 8..<(step + 1) * 8].map(\.gradient) == gradients[step])
        }
        #expect(worst <= 1e-14)
        #expect(trace.lacksLoss)
    }

    @Test(arguments: TrainingLoop.Precision.allCases)
    func endWhenANetworkDiverges(precision: TrainingLoop.Precision) throws {
        var loop = try TinyNet.loop(["sgd": ["lr": 1e3]], steps: 100, probes: [CurvatureProbe(), LayersProbe()])
        (loop.precision, loop.divergenceLimit) = (precision, .infinity)
        let trace = try #require(try loop.run())
        try #require(trace.outcome == .diverged(step: trace.count) && trace.count > 3)
        let losses = trace[.loss]
        #expect(losses.dropLast().allSatisfy { $0.isFinite })
        loop.divergenceLimit = losses[2].nextDown
        let limited = try #require(try loop.run())
        #expect(limited.outcome == .diverged(step: 3) && limited[.loss] == Array(losses.prefix(3)))
    }

    @Test func lookAtSinglePrecisionInDouble() throws {
        for (widths, bound) in [([3, 5, 2], 1e-11), ([3, 6, 2], 1e-4)] {
            var loop = try TinyNet.loop(["adam": ["lr": 0.05]], steps: 8, batch: 6, widths: widths)
            loop.probes = [CurvatureProbe()]
            (loop.precision, loop.recordsState) = (.float32, true)
            let trace = try #require(try loop.run())
            let objective = try loop.model.objective(loop.problem, in: Double.self)
            let count = objective.layout.count
            for number in 1...8 {
                let states = trace.states.filter { $0.step == number }
                #expect(states.allSatisfy { Double(Float($0.theta)) == $0.theta })
                objective.advance(to: number, batch: BatchPlace(number))
                let double = ArrayObjective(objective)
                let gradient = double.gradient(states.map(\.theta))
                #expect(states.count == count && states.map(\.gradient) == gradient)
                let eigenvalues = double.hessian(at: states.map(\.theta)).symmetricEigenvalues
                #expect(relativeDeviation(trace[.lambdaMaxH][number - 1], try #require(eigenvalues.last)) < bound)
            }
        }
    }
}
