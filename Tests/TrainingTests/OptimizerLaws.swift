import Settings
import Tensors
import TestSupport
import Testing

@testable import Training

/// Laws for every optimizer of the catalogue, with settings that switch on all of its parts.
@Suite struct OptimizerLaws {
    /// Losses on the bowl, the first one before any step.
    private func losses(_ subject: OptimizerCase, steps: Int) throws -> [Double] {
        let walk = OptimizerWalk(try subject.rule, from: Bowl.start, layout: .small)
        return [Bowl.loss(walk.place)] + (0..<steps).map { _ in Bowl.loss(walk.step(Bowl.gradient(walk.place))) }
    }

    @Test(arguments: OptimizerCase.all + OptimizerCase.decaying)
    func roundTripsItsSettings(_ subject: OptimizerCase) throws {
        let optimizer = try subject.rule
        let again = try type(of: optimizer).init(reading: optimizer.resolved)
        #expect(again.resolved == optimizer.resolved)
        // The settings as written are the settings in use.
        guard case .map(let entries)? = subject.value[subject.name] else { return }
        for entry in entries { #expect(optimizer.resolved[entry.name] == entry.value) }
        #expect(!entries.isEmpty)
    }

    @Test(arguments: Catalogue.optimizers.map { $0.name })
    func documentsEverySetting(name: String) throws {
        let unit = try #require(Catalogue.optimizers.first { $0.name == name })
        try check(unit)
    }

    private func check<Unit: Optimizer>(_ unit: Unit.Type) throws {
        #expect(unit.summary.hasSuffix("."))
        #expect(Set(unit.settings.map(\.name)).count == unit.settings.count)
        for setting in unit.settings {
            #expect(setting.documentation.hasSuffix(".") && !setting.allowed.isEmpty, "\(setting.name)")
            // Each default is allowed, and writing it changes nothing.
            var copy = unit.init()
            try setting.write(&copy, setting.read(unit.init()))
            #expect(copy.resolved == unit.init().resolved, "\(setting.name)")
        }
    }

    @Test(arguments: OptimizerCase.bare)
    func followsASchedule(_ subject: OptimizerCase) throws {
        var rule = try subject.rule
        #expect(rule.learningRate == 0.01 && rule.resolved["lr"] == .number(0.01))
        rule.learningRate = 0
        #expect(rule.resolved["lr"] == .number(0))
        let walk = OptimizerWalk(rule, from: Bowl.start, layout: .small)
        for _ in 0..<5 { walk.step(Bowl.gradient(walk.place)) }
        #expect(walk.place == Bowl.start)
        walk.optimizer.learningRate = 0.01
        walk.step(Bowl.gradient(walk.place))
        #expect(walk.place != Bowl.start)
    }

    @Test(arguments: OptimizerCase.all)
    func staysWhereTheGradientIsZero(_ subject: OptimizerCase) throws {
        let walk = OptimizerWalk(try subject.rule, from: Bowl.start, layout: .small)
        for _ in 0..<8 { walk.step(Bowl.start.map { _ in 0 }) }
        #expect(walk.place == Bowl.start)
    }

    @Test(arguments: OptimizerCase.decaying)
    func shrinksParametersWithoutGradientUnderWeightDecay(_ subject: OptimizerCase) throws {
        let start = [1.5, -2, 0, 1, -1, 2, 0, -0.5]
        let walk = OptimizerWalk(try subject.rule, from: start, layout: .small)
        for _ in 0..<3 { walk.step(start.map { _ in 0 }) }
        for (now, before) in zip(walk.place, start) {
            if before == 0 { #expect(now == 0) } else { #expect(now / before > 0 && now / before < 1) }
        }
    }

    @Test(arguments: OptimizerCase.all + OptimizerCase.decaying)
    func descendsAQuadratic(_ subject: OptimizerCase) throws {
        let losses = try losses(subject, steps: 200)
        #expect(losses[200] < 0.5 * losses[0])
    }

    @Test(arguments: OptimizerCase.bare)
    func climbsWhenItMaximizes(_ subject: OptimizerCase) throws {
        let climbing = subject.setting("maximize", true)
        #expect(try climbing.rule.direction == -1 && subject.rule.direction == 1)
        let losses = try losses(climbing, steps: 30)
        // The first step of ADOPT only initialises v.
        #expect(zip(losses, losses.dropFirst()).dropFirst().allSatisfy { $0 < $1 } && losses[0] <= losses[1])
    }

    @Test(arguments: OptimizerCase.bare)
    func climbsAsItDescendsTheNegative(_ subject: OptimizerCase) throws {
        let down = OptimizerWalk(try subject.rule, from: Bowl.start, layout: .small)
        let up = OptimizerWalk(try subject.setting("maximize", true).rule, from: Bowl.start, layout: .small)
        for _ in 0..<20 {
            let gradient = Bowl.gradient(down.place)
            #expect(down.step(gradient) == up.step(gradient.map { -$0 }))
        }
    }

    @Test(arguments: OptimizerCase.all + OptimizerCase.decaying)
    func repeatsItselfBitForBit(_ subject: OptimizerCase) throws {
        #expect(try losses(subject, steps: 50) == losses(subject, steps: 50))
    }

    @Test(arguments: OptimizerCase.all + OptimizerCase.decaying)
    func takesTheSamePathInSinglePrecision(_ subject: OptimizerCase) throws {
        let walk = OptimizerWalk(try subject.rule, from: Bowl.start, layout: .small)
        let short = OptimizerWalk(try subject.rule, from: Bowl.start, layout: .small, in: Float.self)
        for _ in 0..<30 {
            // Both get the same gradients, so that only the optimizer's own rounding counts.
            let gradient = Bowl.gradient(walk.place)
            #expect(largestDifference(walk.step(gradient), short.step(gradient)) < 3e-6)
        }
    }

    @Test(arguments: OptimizerCase.all)
    func treatsCoordinatesAlike(_ subject: OptimizerCase) throws {
        let one = OptimizerWalk(try subject.rule, from: [1, 2, 3])
        let other = OptimizerWalk(try subject.rule, from: [3, 1, 2])
        for step in 1...20 {
            let gradient = [Double(step), 1 / Double(step), step % 3 == 0 ? -2.0 : 0.5]
            one.step(gradient)
            other.step([gradient[2], gradient[0], gradient[1]])
        }
        // Norms of a tensor are summed in another order.
        #expect(largestDifference(other.place, [one.place[2], one.place[0], one.place[1]]) < 1e-14)
    }

    @Test(arguments: OptimizerCase.all)
    func turnsWithTheSignOfTheGradient(_ subject: OptimizerCase) throws {
        let ahead = OptimizerWalk(try subject.rule, from: [0.25])
        let behind = OptimizerWalk(try subject.rule, from: [-0.25])
        for step in 1...20 {
            let slope = Double((step * 7) % 5) - 1.75
            ahead.step([slope])
            behind.step([-slope])
        }
        #expect(ahead.place[0] == -behind.place[0] && ahead.place[0] != 0.25)
    }

    @Test(arguments: OptimizerCase.all + OptimizerCase.decaying)
    func goesOnFromACheckpointBitForBit(_ subject: OptimizerCase) throws {
        func gradient(_ step: Int) -> [Double] {
            (0..<8).map { index in Double((step * 31 + index * 17) % 23) / 7 - 1.5 }
        }
        let walk = OptimizerWalk(try subject.rule, from: Bowl.start, layout: .small, in: Float.self)
        for step in 0..<12 { walk.step(gradient(step)) }
        let restored = OptimizerWalk(try subject.rule, from: walk.place, layout: .small, in: Float.self)
        for step in 0..<3 { restored.step(gradient(step + 100)) }
        restored.state.copy(from: walk.state)
        restored.parameters.all.copy(from: walk.parameters.all)
        for step in 12..<60 {
            // The run is long enough for a reset of SPAM's moments.
            #expect(walk.step(gradient(step)) == restored.step(gradient(step)))
        }
        #expect(walk.preconditioner == restored.preconditioner && walk.momentumFactor == restored.momentumFactor)
        #expect(walk.correctedSecondMoment == restored.correctedSecondMoment)
    }

    private func often(_ values: [Double]) -> [Double] { (0..<1_200).flatMap { _ in values } }

    @Test func doesNotSeeHowLongAVectorIs() throws {
        // The vector is longer than a block of 1,024; every third coordinate has the same problem.
        for subject in OptimizerCase.all {
            let short = OptimizerWalk(try subject.rule, from: [1, -2, 0.5])
            let long = OptimizerWalk(try subject.rule, from: often([1, -2, 0.5]))
            for step in 0..<10 {
                let gradient = [Double(step) - 4.5, 0.1, step % 2 == 0 ? 1 : 0]
                short.step(gradient)
                long.step(often(gradient))
            }
            // The norm of the gradient grows with the number of elements, unlike its mean square.
            if subject.value["lcmadam"]?["reading"] == .text("text") { continue }
            #expect(largestDifference(long.place, often(short.place)) < 1e-13, "\(subject.value)")
        }
    }
}
