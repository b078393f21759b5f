import Settings
import TestSupport
import Testing
import Traces
import Training

@testable import Analysis
@testable import Experiments

/// Searches for critical values.
@Suite struct Bisections {
    private func descent(_ bisect: Value, optimizer: Value = ["sgd": [:]], steps: Double = 60) -> Value {
        [
            "model": ["quadratic": ["eigenvalues": [0.7]]], "optimizer": optimizer, "steps": .number(steps),
            "probes": ["curvature"], "bisect": bisect,
        ]
    }

    /// The middle of the last interval, at whose ends the runs behave differently.
    private func critical(_ steps: [BisectionStep]) throws -> Double {
        let low = try #require(steps.filter { $0.isShown == steps[0].isShown }.map(\.value).max())
        let high = try #require(steps.filter { $0.isShown == steps[1].isShown }.map(\.value).min())
        return (low + high) / 2
    }

    @Test func findTheBoundOfGradientDescent() throws {
        let run = try Runs.result(descent(["setting": "optimizer.sgd.lr", "low": 1, "high": 5, "halvings": 60]))
        #expect(relativeDeviation(try critical(run.bisection), 2 / 0.7) < 1e-12)
        #expect(run.bisection.map(\.number) == Array(run.bisection.indices))
        #expect(run.bisection[0].value == 1 && run.bisection[1].value == 5 && run.bisection[2].value == 3)
        #expect(!run.bisection[0].isShown && run.bisection[1].isShown)
    }

    @Test func findTheBoundOfDampedMomentum() throws {
        let tree = descent(
            ["setting": "optimizer.sgd.lr", "low": 10, "high": 100, "halvings": 18],
            optimizer: ["sgd": ["momentum": 0.9, "dampening": 0.9]],
            steps: 1_200
        )
        let run = try Runs.result(tree)
        // Theory gives 2(1 + μ)/((1 − μ)λ). Growth is slow near the bound and the first steps go far, so the
        // tolerance is loose.
        #expect(relativeDeviation(try critical(run.bisection), 38 / 0.7) < 3e-4)
    }

    @Test func findTheEpsilonThatSuppressesCrossings() throws {
        let tree = descent(
            ["setting": "optimizer.adam.eps", "low": 1e-3, "high": 1e-2, "halvings": 16, "until": "crosses"],
            optimizer: ["adam": ["lr": 0.15, "beta2": 0.98]],
            steps: 1_600
        )
        let run = try Runs.result(tree)
        #expect(run.bisection[0].isShown && !run.bisection[1].isShown)
        // ε* = ηλ(1 − β1)/(2(1 + β1)).
        #expect(relativeDeviation(try critical(run.bisection), 0.15 * 0.7 * 0.1 / (2 * 1.9)) < 1e-4)
    }

    @Test func ignoreCrossingsOfTheFirstTenth() throws {
        var bisection = Bisection()
        bisection.behaviour = .crosses
        func isShown(from first: Int) -> Bool {
            let values = (1...100).map { $0 == first ? 3.0 : 1 }
            let trace = Runs.trace([.lambdaMax: values, .threshold: values.map { _ in 2 }])
            return bisection.isShown(by: trace, detector: SpikeDetector())
        }
        #expect(!isShown(from: 10) && isShown(from: 11))
    }

    @Test func stopAtTheEndsWhenThereIsNothingToFind() throws {
        let run = try Runs.result(descent(["setting": "optimizer.sgd.lr", "low": 0.1, "high": 1]))
        #expect(run.bisection.map(\.isShown) == [false, false])
    }

    @Test func stopWhenTheIntervalHasNoMiddle() throws {
        let run = try Runs.result(descent(["setting": "optimizer.sgd.lr", "low": 1, "high": 5, "halvings": 200]))
        #expect(run.bisection.count < 70)
        let values = run.bisection.map(\.value)
        #expect(Set(values).count == values.count)
    }

    @Test func reachModelAndDetector() throws {
        let model = try Runs.result(
            descent(
                ["setting": "model.quadratic.start_scale", "low": 1, "high": 2, "halvings": 3],
                optimizer: ["sgd": ["lr": 0.1]]
            )
        )
        #expect(model.bisection.count == 2)
        // The searched setting is the limit above which a growing loss counts as diverged.
        let limit = try Runs.result(
            descent(
                ["setting": "diverged_above", "low": 1, "high": 1e6, "halvings": 5],
                optimizer: ["sgd": ["lr": 0.1]]
            )
        )
        #expect(limit.bisection.count == 2)
    }

    @Test func cancelLikeAnyRun() throws {
        let tree = descent(["setting": "optimizer.sgd.lr", "low": 1, "high": 5], steps: 300)
        #expect(try (try Runs.specification(tree)).run(isCancelled: { true }) == nil)
    }

    @Test func keepTheSeed() throws {
        var tree = descent(["setting": "optimizer.sgd.lr", "low": 0.1, "high": 0.2], steps: 3)
        tree = tree.setting(["model", "quadratic", "start"], to: []).setting(["seed"], to: 5)
        let plain = Value.map(["model", "steps", "seed"].compactMap { name in tree[name].map { .init(name, $0) } })
        let last = try Runs.result(plain.setting(["optimizer", "sgd", "lr"], to: 0.2))
        #expect(try Runs.result(tree).trace[.loss] == last.trace[.loss])
    }

    @Test(
        arguments: [
            (["setting": "optimizer.sgd.rate", "low": 1, "high": 5], ["bisect", "setting"], .unknownKey),
            (["setting": "optimizer.adam.lr", "low": 1, "high": 5], ["bisect", "setting"], .unknownKey),
            (["setting": "optimiser.sgd.lr", "low": 1, "high": 5], ["bisect", "setting"], .unknownKey),
            (["setting": "lr", "low": 1, "high": 5], ["bisect", "setting"], .unknownKey),
            (["setting": "steps", "low": 1, "high": 5], ["bisect", "setting"], .unknownKey),
            (["setting": ".", "low": 1, "high": 5], ["bisect", "setting"], .unknownKey),
            (["setting": "optimizer.sgd.nesterov", "low": 0, "high": 1], ["bisect", "setting"], .wrongType),
            (["setting": "optimizer.sgd.lr", "low": -1, "high": 5], ["bisect", "low"], .outOfRange),
            (["setting": "optimizer.sgd.momentum", "low": 0.5, "high": 5], ["bisect", "high"], .outOfRange),
            (["setting": "optimizer.sgd.lr", "low": 5, "high": 5], ["bisect", "high"], .conflict),
            (["setting": "optimizer.sgd.lr", "until": "explodes"], ["bisect", "until"], .outOfRange),
            (["low": 1, "high": 5], ["bisect"], .missing),
            (["setting": "optimizer.sgd.lr", "hihg": 5], ["bisect", "hihg"], .unknownKey),
        ] as [(Value, [String], SettingFault.Kind)]
    )
    func sayWhatIsWrongWithThem(bisect: Value, path: [String], kind: SettingFault.Kind) {
        let faults = Runs.faults(descent(bisect))
        #expect(faults.map(\.path) == [path] && faults.map(\.kind) == [kind])
    }

    @Test func refuseSettingsOfWholeNumbers() {
        let tree = descent(["setting": "detector.window", "low": 1, "high": 9]).setting(["detector", "window"], to: 5)
        #expect(Runs.faults(tree).map(\.path) == [["bisect", "setting"]])
    }
}
