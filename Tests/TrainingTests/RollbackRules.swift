import Settings
import Testing
import TestSupport

@testable import Training

/// When and to which state a run rolls back, and what changes then.
@Suite struct RollbackRules {
    /// A run without parameters, whose state is its age: the number of steps that led to it.
    private struct Run {
        var rollback: Rollback
        /// The age stored in each checkpoint's slot.
        var stored: [Int?]
        /// For each age, the step at which the current branch first had that state.
        var branch: [Int] = []
        /// The decisions of the rollback, with their steps.
        var decisions: [(step: Int, decision: Rollback.Decision)] = []
        var rates: [Double] = []

        init(_ settings: Value) throws {
            rollback = try Rollback(reading: settings)
            rollback.begin()
            stored = Array(repeating: nil, count: rollback.places)
        }

        /// Takes `steps` steps.
        ///
        /// The loss depends on the state's age and on the number of rollbacks so far.
        mutating func take(_ steps: Int, loss: (_ age: Int, _ returns: Int) -> Double) {
            var (age, returns) = (0, 0)
            for step in 1...steps {
                if age == branch.count { branch.append(step) }
                if let place = rollback.checkpoint(step: step) { stored[place] = age }
                rates.append(rollback.rateFactor)
                let decision = rollback.observe(loss: loss(age, returns), step: step)
                age += 1
                guard let decision else { continue }
                decisions.append((step, decision))
                if case .restore(let back) = decision {
                    // The loop restores what it stored, so the slot must hold the decided state, of the current
                    // branch.
                    #expect(stored[back.place] == back.age && branch[back.age] == back.step)
                    branch.removeSubrange((back.age + 1)...)
                    age = back.age
                    returns += 1
                }
            }
        }

        var returns: [Rollback.Return] {
            decisions.compactMap { if case .restore(let back) = $0.decision { back } else { nil } }
        }
    }

    /// The loss is 10⁻³ up to age 300 and then rises by 0.12 decades with each step.
    private func spike(_ age: Int) -> Double { Elementary.exponential(2.302585092994046 * level(age)) }

    private func level(_ age: Int) -> Double { -3 + 0.12 * Double(max(age - 300, 0)) }

    private func powerOfTen(_ exponent: Double) -> Double { Elementary.exponential(2.302585092994046 * exponent) }

    @Test func aFallingLossNeverGoesBack() throws {
        var run = try Run([:])
        var random = Random(seed: 1)
        run.take(3_000) { age, _ in powerOfTen(-0.004 * Double(age) + 0.24 * random.uniform()) }
        #expect(run.decisions.isEmpty && run.rates.allSatisfy { $0 == 1 })
    }

    @Test func aRiseOfHalfADecadeGoesBackSixtySteps() throws {
        var run = try Run([:])
        run.take(306) { age, _ in spike(age) }
        // The rise is 0.48 decades at age 304 and 0.6 at age 305, which is step 306. Sixty steps back is age 245,
        // whose checkpoint is of age 240.
        let back = try #require(run.returns.first)
        #expect(run.decisions.map(\.step) == [306] && back.step == 241 && back.age == 240 && back.number == 1)
        #expect(back.batches == .same && back.skip == 0 && back.reset == .none && back.secondMomentFactor == 1)
    }

    @Test(arguments: [(0, 301), (5, 301), (6, 281), (25, 281), (26, 261), (65, 241), (245, 61)])
    func goesBackToTheNewestCheckpointThatIsOldEnough(distance: Int, step: Int) throws {
        var run = try Run(["back": .number(Double(distance))])
        run.take(306) { age, _ in spike(age) }
        #expect(run.returns.map(\.step) == [step])
    }

    @Test func meansOverStepsDelayAndIgnoreSingleOutliers() throws {
        var smooth = try Run(["smooth": 5])
        // The mean of five equals the level two steps before, so it reaches 0.6 at age 307.
        smooth.take(310) { age, _ in spike(age) }
        #expect(smooth.decisions.map(\.step) == [308])
        for (steps, count) in [(1, 1), (5, 0)] {
            var run = try Run(["smooth": .number(Double(steps))])
            // Two decades for one step give 0.4 in a mean of five.
            run.take(400) { age, returns in age == 200 && returns == 0 ? 0.1 : 1e-3 }
            #expect(run.returns.count == count)
        }
    }

    @Test(arguments: [(50, 0.0099, 0), (50, 0.0102, 1), (100, 0.0049, 0), (100, 0.0051, 1)])
    func onlyARiseWithinTheWindowCounts(window: Int, slope: Double, count: Int) throws {
        var run = try Run(["window": .number(Double(window)), "limit": 1])
        run.take(400) { age, returns in returns == 0 ? powerOfTen(-9 + slope * Double(age)) : 1 }
        #expect(run.returns.count == count)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func aLossThatIsNotFiniteGoesBackAtOnce(loss: Double) throws {
        var run = try Run(["smooth": 10])
        run.take(300) { age, returns in age == 150 && returns == 0 ? loss : 1 }
        #expect(run.decisions.map(\.step) == [151] && run.returns.map(\.step) == [81])
    }

    @Test func atTheStartItGoesBackToTheOldest() throws {
        for age in [0, 1, 19, 20, 59] {
            var run = try Run([:])
            run.take(200) { $0 == age && $1 == 0 ? .nan : 1 }
            #expect(run.decisions.map(\.step) == [age + 1] && run.returns.map(\.step) == [1])
        }
        var run = try Run([:])
        run.take(200) { $0 == 80 && $1 == 0 ? .nan : 1 }
        #expect(run.returns.map(\.step) == [21])
    }

    @Test func theSameSpikeComesBackUntilRollbacksRunOut() throws {
        var run = try Run([:])
        run.take(10_000) { age, _ in spike(age) }
        // From age 240 it takes 66 steps to the rise at age 305.
        #expect(run.decisions.map(\.step) == (0...60).map { 306 + 66 * $0 })
        #expect(run.returns.count == 60 && run.returns.allSatisfy { $0.age == 240 && $0.step == 241 })
        #expect(run.returns.map(\.number) == Array(1...60))
        #expect(run.decisions.last?.decision == .exhausted(count: 60))
    }

    @Test func withoutRollbacksAllowedItOnlySaysSo() throws {
        var run = try Run(["limit": 0])
        run.take(1_000) { age, _ in spike(age) }
        #expect(run.decisions.map(\.decision) == [.exhausted(count: 0)])
    }

    @Test func aReturnIsNotARise() throws {
        // The loss falls by a decade from the checkpoint to the lowest point, then spikes once.
        var run = try Run([:])
        run.take(2_000) { age, returns in
            age == 400 && returns == 0 ? 1 : powerOfTen(-Double(age) / 60)
        }
        #expect(run.decisions.map(\.step) == [401])
    }

    @Test func afterAReturnCheckpointsBelongToTheNewBranch() throws {
        var run = try Run([:])
        // Spikes are at age 305, then at 270 and 400 after the first two rollbacks.
        run.take(1_000) { age, returns in
            [305, 270, 400].indices.contains(returns) && age == [305, 270, 400][returns] ? .nan : 1
        }
        // 30 steps after the first rollback no checkpoint of the branch is old enough, so the oldest is used again.
        #expect(run.returns.map(\.age) == [240, 240, 340])
        #expect(run.decisions.map(\.step) == [306, 337, 498])
        // The third checkpoint was stored when the run had taken 437 steps, 240 + (337 − 240) more than its age.
        #expect(run.returns[2].step == 438)
    }

    @Test func theSecondMomentGrowsWithSoonRepeats() throws {
        var run = try Run(["second_moment": [4, 16, 64], "again": 90])
        // Three rises at the same age, then one 91 steps after a rollback, then one 90 steps after.
        let ages = [305, 305, 305, 330, 349]
        run.take(3_000) { age, returns in returns < 5 && age == ages[returns] ? .nan : 1 }
        #expect(run.returns.map(\.age) == [240, 240, 240, 260, 280])
        #expect(run.returns.map(\.secondMomentFactor) == [4, 16, 64, 4, 16])
        // The last factor applies to all further rollbacks.
        for (written, factors) in [(4, [4, 4, 4]), ([4, 16], [4, 16, 16])] as [(Value, [Double])] {
            var run = try Run(["second_moment": written])
            run.take(3_000) { age, returns in returns < 3 && age == 305 ? .nan : 1 }
            #expect(run.returns.map(\.secondMomentFactor) == factors)
        }
    }

    @Test func theRateIsLowerForAWhile() throws {
        var run = try Run(["rate": 0.5, "rate_steps": 200])
        run.take(1_000) { age, returns in age == 305 && returns == 0 ? .nan : 1 }
        #expect(run.rates[..<306].allSatisfy { $0 == 1 } && run.rates[306..<506].allSatisfy { $0 == 0.5 })
        #expect(run.rates[506...].allSatisfy { $0 == 1 })
    }

    @Test func actionsReachTheLoop() throws {
        for (batches, skip) in [("same", 0), ("skip", 300), ("replace", 0)] {
            var run = try Run(["batches": .text(batches), "skip": 300, "reset": "first"])
            run.take(306) { age, _ in spike(age) }
            let back = try #require(run.returns.first)
            #expect(back.batches.rawValue == batches && back.skip == skip && back.reset == .first)
        }
    }

    @Test func whatLiesBelowTheFloorIsNoRise() throws {
        var run = try Run([:])
        run.take(500) { age, _ in age % 50 == 49 ? 9e-17 : [1e-30, 0, -1][age % 3] }
        #expect(run.decisions.isEmpty)
        var raised = try Run(["floor": 1e-20])
        raised.take(100) { age, returns in age == 49 && returns == 0 ? 9e-17 : 1e-30 }
        #expect(raised.decisions.map(\.step) == [50])
    }

    @Test(arguments: 0..<20)
    func alwaysFindsItsCheckpointWhereverSpikesFall(seed: Int) throws {
        var random = Random(seed: seed)
        let (every, back) = (1 + random.below(30), random.below(200))
        let settings: Value = [
            "every": .number(Double(every)), "back": .number(Double(back)), "limit": 1_000, "smooth": 3,
        ]
        var run = try Run(settings)
        guard run.rollback.places <= 100 else { return }
        run.take(4_000) { _, _ in random.below(150) == 0 ? .nan : 1 }
        #expect(run.returns.count > 10)
        var (branch, previous) = (0, 0)
        for ((step, _), found) in zip(run.decisions, run.returns) {
            let target = branch + (step - previous - 1) - back
            // Since the last rollback every checkpoint was stored. Before it, only some remain.
            #expect(target >= branch ? found.age == target / every * every : found.age <= branch)
            (branch, previous) = (found.age, step)
        }
    }

    @Test func beginningAgainForgets() throws {
        var run = try Run(["limit": 1, "second_moment": [4, 16]])
        run.take(1_000) { age, _ in spike(age) }
        run.rollback.begin()
        (run.decisions, run.branch) = ([], [])
        run.take(306) { age, _ in spike(age) }
        #expect(run.returns.map(\.number) == [1] && run.returns.map(\.secondMomentFactor) == [4])
    }

    @Test func settingsThatDoNotFitAreFaults() {
        func paths(_ value: Value) -> [[String]] {
            do { _ = try Rollback(reading: value) } catch let error as SettingFaults {
                return error.faults.map(\.path)
            } catch {}
            return []
        }
        #expect(paths(["every": 1, "back": 100]) == [["back"]] && paths(["every": 1, "back": 99]).isEmpty)
        #expect(paths(["reset": "moments", "second_moment": [1, 4]]) == [["reset"]])
        #expect(paths(["reset": "moments"]).isEmpty && paths(["reset": "all"]) == [["reset"]])
        #expect(paths(["second_moment": []]) == [["second_moment"]] && paths(["rise": 0]) == [["rise"]])
    }
}
