import Settings
import Tensors
import TestSupport
import Testing

@testable import Training

/// The effects of settings that modify the preconditioner for study.
@Suite struct OptimizerInterventions {
    @Test func epsilonInsideIsSquaredOutside() throws {
        // Where v is zero, √(v̂ + ε) is √ε, and √v̂ + ε is ε.
        let inside = OptimizerWalk(
            AdamPaths.adam {
                $0.hasEpsilonInside = true
                $0.epsilon = 1e-4
            },
            from: [0]
        )
        inside.step([0])
        #expect(try #require(inside.preconditioner) == [1 / 1e-4.squareRoot()])
        inside.step([3])
        let corrected = try #require(inside.correctedSecondMoment)[0]
        #expect(
            relativeDeviation(try #require(inside.preconditioner)[0], 1 / (corrected + 1e-4).squareRoot()) < 1e-14
        )
    }

    @Test func floorBoundsThePreconditionerAndNothingElse() throws {
        let walk = OptimizerWalk(AdamPaths.adam { $0.floor = 0.25 }, from: [0, 0])
        let plain = OptimizerWalk(AdamPaths.adam(), from: [0, 0])
        for gradient in AdamPaths.gradients {
            walk.step([gradient, 1e-3 * gradient])
            plain.step([gradient, 1e-3 * gradient])
            let diagonal = try #require(walk.preconditioner)
            let corrected = try #require(walk.correctedSecondMoment)
            #expect(diagonal.allSatisfy { $0 <= 1 / (0.5 + 1e-8) * (1 + 1e-15) })
            // Above the lower limit D is unchanged, and v̂ itself is never changed.
            #expect(relativeDeviation(diagonal[0], try #require(plain.preconditioner)[0]) < 1e-14)
            #expect(corrected == plain.correctedSecondMoment && corrected[1] < 0.25)
        }
        #expect(walk.place[0] == plain.place[0] || abs(walk.place[0] - plain.place[0]) < 1e-14)
        #expect(abs(walk.place[1]) < 0.1 * abs(plain.place[1]))
    }

    @Test(arguments: ["adam", "adamw", "amsgrad", "nadam", "radam", "adabelief"])
    func lazinessLeavesCoordinatesWithoutGradientAlone(name: String) throws {
        let rule = try Units.optimizer(.map([.init(name, ["lr": 0.01, "lazy": true, "weight_decay": 0.1])]))
        let walk = OptimizerWalk(rule, from: [1, -2])
        let (m, v) = (walk.state.first, walk.state.second)
        for gradient in AdamPaths.gradients.prefix(5) { walk.step([gradient, gradient]) }
        let kept = (walk.place[0], m[0], v[0], walk.place[1], m[1], v[1])
        for gradient in AdamPaths.gradients.prefix(20) { walk.step([0, gradient]) }
        #expect(walk.place[0] == kept.0 && m[0] == kept.1 && v[0] == kept.2)
        #expect(walk.place[1] != kept.3 && m[1] != kept.4 && v[1] != kept.5)
        // A gradient of NaN is not treated as zero.
        walk.step([.nan, 1])
        #expect(walk.place[0].isNaN && !walk.place[1].isNaN)
    }

    @Test func lazinessIsNothingWhileAllGradientsAreThere() {
        #expect(
            AdamPaths.path(AdamPaths.adam { $0.isLazy = true }, AdamPaths.gradients)
                == AdamPaths.path(AdamPaths.adam(), AdamPaths.gradients)
        )
    }

    @Test(arguments: ["adam", "adamw", "amsgrad", "nadam", "radam", "adabelief"], [10, 40])
    func freezingKeepsThePreconditioner(name: String, step: Int) throws {
        let rule = try Units.optimizer(.map([.init(name, ["lr": 0.01])]))
        let walk = OptimizerWalk(rule, from: [1, -2])
        for gradient in AdamPaths.gradients.prefix(step) { walk.step([gradient, 0.1 * gradient]) }
        let (diagonal, corrected) = (walk.preconditioner, walk.correctedSecondMoment)
        let first = walk.state.first[0]
        walk.optimizer = try Units.optimizer(.map([.init(name, ["lr": 0.01, "freeze_second": true])]))
        let before = walk.place
        for gradient in AdamPaths.gradients.prefix(15) { walk.step([7 * gradient, gradient]) }
        #expect(walk.preconditioner == diagonal && walk.correctedSecondMoment == corrected)
        #expect(walk.state.first[0] != first && walk.place != before && walk.state.step == step + 15)
        // After freezing ends, v continues from its value.
        walk.optimizer = rule
        walk.step([1, 1])
        #expect(walk.correctedSecondMoment != corrected)
    }

    @Test func freezingFromTheStartKeepsTheFirstGradientsSquare() throws {
        let walk = OptimizerWalk(AdamPaths.adam { $0.freezesSecond = true }, from: [0])
        for gradient in AdamPaths.gradients {
            walk.step([gradient])
            #expect(
                relativeDeviation(
                    try #require(walk.correctedSecondMoment)[0],
                    AdamPaths.gradients[0] * AdamPaths.gradients[0]
                ) < 1e-13
            )
        }
    }

    @Test func withoutCorrectionTheSecondMomentStartsSmall() throws {
        let walk = OptimizerWalk(AdamPaths.adam { $0.correctsSecond = false }, from: [0])
        walk.step([2])
        #expect(walk.correctedSecondMoment == [walk.state.second[0]])
        #expect(relativeDeviation(walk.place[0], -0.01 / 0.001.squareRoot()) < 1e-6)
        // A v that is present before the first step counts with its full value.
        let started = OptimizerWalk(AdamPaths.adam { $0.correctsSecond = false }, from: [0])
        started.state.second[0] = 4
        started.step([2])
        #expect(relativeDeviation(started.place[0], -0.01) < 1e-8)
    }
}
