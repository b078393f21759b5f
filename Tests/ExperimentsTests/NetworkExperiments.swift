import Analysis
import Settings
import TestSupport
import Testing
import Traces

@testable import Experiments

/// Experiments that train networks on data from files.
@Suite struct NetworkExperiments {
    /// An experiment on the reference network with an optimizer, from files.
    private func tree(_ optimizer: Value, probes: Value = []) -> Value {
        [
            "model": ["mlp": ["widths": [10, 32, 1]]], "data": ["csv": ["file": "net.csv"]],
            "initial": ["file": ["path": "theta0.csv"]], "optimizer": optimizer, "steps": 200, "probes": probes,
        ]
    }

    private func files() throws -> [String: [UInt8]] {
        let folder = try ReferenceFolder(.module)
        return [
            "net.csv": [UInt8](try folder.data("net_XY.csv")), "theta0.csv": [UInt8](try folder.data("net_theta0.csv")),
        ]
    }

    /// An optimizer with the spikes of PyTorch's run: start of the rise, onset, peak and height.
    struct Case: Sendable {
        var optimizer: Value
        var spikes: [(Int, Int, Int, Double)]
    }

    static let cases = [
        Case(optimizer: ["sgd": ["lr": 0.05]], spikes: []),
        Case(optimizer: ["sgd": ["lr": 0.02, "momentum": 0.9]], spikes: []),
        Case(optimizer: ["adam": ["lr": 0.05]], spikes: [(141, 144, 156, 4.433)]),
        Case(
            optimizer: ["adam": ["lr": 0.05, "beta2": 0.99]],
            spikes: [(104, 107, 112, 2.506), (145, 148, 151, 1.228), (195, 198, 200, 1.457)]
        ),
        Case(
            optimizer: ["adamw": ["lr": 0.05, "weight_decay": 0.01]],
            spikes: [(139, 143, 152, 4.104), (196, 200, 200, 0.563)]
        ),
        Case(optimizer: ["amsgrad": ["lr": 0.05]], spikes: [(155, 159, 171, 5.305)]),
        Case(optimizer: ["radam": ["lr": 0.05]], spikes: []),
        Case(
            optimizer: ["nadam": ["lr": 0.05]],
            spikes: [(74, 80, 80, 0.516), (118, 124, 128, 0.571), (138, 142, 142, 0.541)]
        ),
        Case(optimizer: ["adafactor": ["lr": 0.05]], spikes: [(176, 197, 198, 0.533)]),
        Case(optimizer: ["adabelief": ["lr": 0.05]], spikes: [(143, 145, 157, 4.626)]),
    ]

    @Test(arguments: cases)
    func spikeWhereTheReferenceSpikes(_ expected: Case) throws {
        let run = try Runs.result(tree(expected.optimizer), files: files())
        let found = run.spikes.map(\.spike)
        #expect(found.map(\.riseStart) == expected.spikes.map(\.0) && found.map(\.onset) == expected.spikes.map(\.1))
        #expect(found.map(\.peak) == expected.spikes.map(\.2))
        #expect(zip(found, expected.spikes).allSatisfy { abs($0.height - $1.3) < 5.1e-4 })
    }

    @Test func crossBeforeTheySpike() throws {
        let run = try Runs.result(tree(["adam": ["lr": 0.05]], probes: ["curvature", "moments"]), files: files())
        let crossings = run.crossings.map { [$0.first, $0.last] }
        let quantities = run.crossings.map(\.quantity)
        #expect(crossings == [[1, 1], [132, 155], [141, 153], [143, 153]])
        #expect(quantities == [.lambdaMax, .lambdaMax, .lambdaGrad, .lambdaGradExact])
        let context = try #require(run.spikes.first)
        #expect(context.crossedLambdaMax == 132 && context.crossedLambdaGrad == 141)
        #expect(context.crossedLambdaGradExact == 143 && context.isInOrder)
        // v still receives gradients here, so it decays more slowly than by β2.
        #expect(try #require(context.decayExponent) > 0.5 && (context.decayExponent ?? 2) <= 1)
        #expect(run.phases.first?.first == 1 && run.phases.last?.last == 200)
        let around = run.phases.filter { $0.last >= 100 }.map(\.phase)
        #expect(Array(around.prefix(4)) == [.decay, .onset, .growth, .recovery])
    }

    @Test func giveOneTraceWhateverTheSeedWhenNothingIsDrawn() throws {
        let one = try Runs.result(tree(["adam": ["lr": 0.05]]).setting(["steps"], to: 20), files: files())
        let other = try Runs.result(
            tree(["adam": ["lr": 0.05]]).setting(["steps"], to: 20).setting(["seed"], to: 7),
            files: files()
        )
        #expect(one.trace == other.trace)
    }

    @Test func findSpikesInTheLossOverAllSamples() throws {
        let own: Value = [
            "model": ["mlp": ["widths": [1, 8, 1]]], "data": ["sines": ["points": 32]],
            "optimizer": ["adam": ["lr": 0.2]], "steps": 300, "batch": 8, "probes": [], "full_loss": 1,
            "detector": ["rise": 0.3],
        ]
        let full = own.setting(["detector", "series"], to: "full_loss")
        let (one, other) = (try Runs.result(own), try Runs.result(full))
        #expect(one.trace == other.trace && !one.spikes.isEmpty && one.spikes != other.spikes)
        let detector = try Runs.specification(full).detector
        #expect(other.spikes.map(\.spike) == detector.spikes(in: other.trace[.fullLoss]))
        #expect(one.spikes.map(\.spike) == detector.spikes(in: one.trace[.loss]))
        // With full batches the loss is already that over all samples.
        let whole = try Runs.result(full.setting(["batch"], to: "full"))
        #expect(whole.spikes.map(\.spike) == detector.spikes(in: whole.trace[.loss]))
    }

    @Test func sayWhatIsWrongWithAFile() throws {
        let narrow = "1,2,3\n4,5,6\n"
        for (text, part) in [(narrow, "inputs"), ("1,2\n3\n", "line 2"), ("", "empty file"), ("a,b\n1,x\n", "line 2")] {
            var files = try files()
            files["net.csv"] = [UInt8](text.utf8)
            let run = try Runs.specification(tree(["adam": [:]]), files: files)
            do {
                _ = try run.run()
                Issue.record("'\(text)' should be refused")
            } catch { #expect(RunFailure.reason(error).contains(part), "\(RunFailure.reason(error))") }
        }
        var files = try files()
        files["theta0.csv"] = [UInt8]("1,2,3".utf8)
        let short = try Runs.specification(tree(["adam": [:]]), files: files)
        #expect(throws: (any Error).self) { try short.run() }
    }
}
