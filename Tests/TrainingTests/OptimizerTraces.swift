import Foundation
import Settings
import Tensors
import TestSupport
import Testing

@testable import Training

/// Paths of other implementations' optimizers on fixed gradients; see `Reference/README.md`.
@Suite struct OptimizerTraces {
    @Test(
        arguments: [
            ("opt_sgd", ["sgd": ["lr": 0.01]]),
            ("opt_sgdm", ["sgd": ["lr": 0.01, "momentum": 0.9]]),
            ("opt_adam", ["adam": ["lr": 0.01]]),
            ("opt_adam_eps_inside", ["adam": ["lr": 0.01, "eps_inside": true]]),
            ("opt_adamw", ["adamw": ["lr": 0.01, "weight_decay": 0.1]]),
            ("opt_adamw", ["adam": ["lr": 0.01, "weight_decay": 0.1, "decoupled_weight_decay": true]]),
            ("opt_amsgrad", ["amsgrad": ["lr": 0.01]]),
            ("opt_amsgrad", ["adam": ["lr": 0.01, "amsgrad": true]]),
            ("opt_nadam", ["nadam": ["lr": 0.01]]),
            ("opt_radam", ["radam": ["lr": 0.01]]),
            ("opt_adabelief", ["adabelief": ["lr": 0.01]]),
            ("opt_adafactor", ["adafactor": ["lr": 0.01]]),
            ("opt_stableadamw", ["stableadamw": ["lr": 0.01, "beta2": 0.999, "weight_decay": 0]]),
            ("opt_adopt", ["adopt": ["lr": 0.01]]),
            ("opt_lion", ["lion": ["lr": 0.01]]),
            ("opt_lcmadam", ["lcmadam": ["lr": 0.01]]),
        ] as [(String, Value)]
    )
    func areFollowed(name: String, optimizer: Value) throws {
        let folder = try ReferenceFolder(.module)
        let gradients = try folder.rows("opt_G")
        let expected = try folder.rows(name)
        let start = try folder.rows("opt_p0").flatMap { $0 }
        try #require(gradients.count == 60 && expected.count == 60 && start.count == 8)
        let walk = OptimizerWalk(try Units.optimizer(optimizer), from: start, layout: .small)
        var worst = 0.0
        for (gradient, row) in zip(gradients, expected) {
            worst = max(worst, largestDifference(walk.step(gradient), row))
        }
        // Parameters are of order 1, except under SGD, where a burst of gradients takes one to about 10.
        #expect(worst <= 1e-14)
        Measurements.note("\(name): largest difference \(worst)")
    }
}
