import Settings
import Testing
import TestSupport

@testable import Training

/// The factors of schedules at given steps.
@Suite struct ScheduleFactors {
    private func near(_ schedule: some Schedule, _ step: Int, of steps: Int, _ factor: Double) -> Bool {
        abs(schedule.factor(step: step, of: steps) - factor) < 1e-15
    }

    @Test func constantIsOne() {
        #expect([1, 50, 100, 1_000].allSatisfy { ConstantSchedule().factor(step: $0, of: 100) == 1 })
    }

    @Test func warmUpRisesLinearly() throws {
        let fromZero = try WarmUp(reading: ["steps": 4])
        #expect((1...6).map { fromZero.factor(step: $0, of: 100) } == [0.25, 0.5, 0.75, 1, 1, 1])
        let fromHalf = try WarmUp(reading: ["steps": 4, "from": 0.5])
        #expect((1...5).map { fromHalf.factor(step: $0, of: 2) } == [0.625, 0.75, 0.875, 1, 1])
        #expect(try WarmUp(reading: ["steps": 0]).factor(step: 1, of: 9) == 1)
    }

    @Test func cosineFallsFromThePeakToTheFloor() throws {
        let plain = CosineSchedule()
        #expect(plain.factor(step: 1, of: 101) == 1 && near(plain, 51, of: 101, 0.5) && near(plain, 101, of: 101, 0))
        // A third of the way, ½(1 + cos π/3) = ¾.
        let warm = try CosineSchedule(reading: ["warmup_steps": 10, "floor": 0.1])
        #expect(near(warm, 5, of: 100, 0.5) && warm.factor(step: 10, of: 100) == 1)
        #expect(near(warm, 40, of: 100, 0.775) && near(warm, 55, of: 100, 0.55))
        #expect(near(warm, 100, of: 100, 0.1) && near(warm, 200, of: 100, 0.1))
    }

    @Test func cosineNeverRisesAfterThePeakNorLeavesItsRange() throws {
        let schedule = try CosineSchedule(reading: ["warmup_steps": 7, "floor": 0.25])
        let factors = (1...300).map { schedule.factor(step: $0, of: 300) }
        #expect(zip(factors[6...], factors[7...]).allSatisfy { $0 > $1 } && factors[6...].allSatisfy { $0 >= 0.25 })
        #expect(zip(factors[..<6], factors[1..<7]).allSatisfy { $0 < $1 })
    }

    @Test func cosineOfARunThatEndsInItsWarmUpOnlyRises() throws {
        let schedule = try CosineSchedule(reading: ["warmup_steps": 10])
        #expect((1...10).allSatisfy { near(schedule, $0, of: 10, Double($0) / 10) })
        #expect(CosineSchedule().factor(step: 1, of: 1) == 1)
    }

    @Test func stepsJumpWhereTheySay() throws {
        let schedule = try StepSchedule(reading: ["changes": [["at": 3, "factor": 0.5], ["at": 5, "factor": 2]]])
        #expect((1...6).map { schedule.factor(step: $0, of: 6) } == [1, 1, 0.5, 0.5, 2, 2])
        #expect(try StepSchedule(reading: ["changes": ["at": 2, "factor": 0]]).factor(step: 2, of: 2) == 0)
    }

    @Test func stepsNameTheFaultyChange() {
        func faults(_ changes: Value) -> [SettingFault] {
            do { _ = try StepSchedule(reading: ["changes": changes]) } catch let error as SettingFaults {
                return error.faults
            } catch {}
            return []
        }
        let unordered = faults([["at": 5, "factor": 1], ["at": 5, "factor": 2]])
        #expect(unordered.map(\.path) == [["changes", "1", "at"]] && unordered.map(\.kind) == [.conflict])
        let negative = faults([["at": 5, "factor": -1]])
        #expect(negative.map(\.path) == [["changes", "0", "factor"]] && negative.map(\.kind) == [.outOfRange])
        #expect(faults([["att": 5]]).map(\.path) == [["changes", "0", "att"]])
        #expect(faults("late").map(\.path) == [["changes"]])
    }
}
