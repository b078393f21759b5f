import CAllocations
import Settings
import Tensors
import Testing

@testable import Training

/// Guards allocate nothing in a step.
@Suite(.serialized) struct GuardAllocations {
    private let layout = GuardWorkshop.layout
    private let watch = AllocationWatch()

    @Test func theWatchSeesAnAllocation() throws {
        #expect(try watch.count { _ = Vector<Double>(count: 4) } > 0)
        var numbers = [1.0]
        #expect(try watch.count { numbers.append(2) } > 0)
        #expect(try watch.count { numbers[0] = 3 } == 0)
    }

    @Test func gradientGuardsAllocateNothing() throws {
        for type in Catalogue.gradientGuards {
            var unit = type.init()
            unit.begin(layout)
            for step in 1...150 {
                let gradient = GuardWorkshop.gradient(norm: step % 7 == 0 ? 1e3 : 1, seed: step)
                let count = try watch.count { unit.apply(to: gradient, layout: layout, step: step) }
                // The first call may allocate type metadata of generic code.
                #expect(step == 1 || count == 0, "\(type.name) at step \(step)")
            }
        }
    }

    @Test func stepGuardsAndFactorsAllocateNothing() throws {
        let scaling = try LayerFactors([.init("*", learningRate: 0.5, gradient: 0.5)]).scaling(of: layout)
        for type in Catalogue.stepGuards {
            var unit = type.init()
            for rate in [1e-3, 1e3, 1e-3] {
                let (before, after) = (GuardWorkshop.numbers(1), GuardWorkshop.numbers(2))
                let count = try watch.count {
                    scaling.scaleGradient(after)
                    scaling.scaleStep(before: before, after: after)
                    unit.apply(before: before, after: after, layout: layout, learningRate: rate)
                }
                #expect(count == 0, "\(type.name)")
            }
        }
    }

    @Test func rollbackAllocatesNothing() throws {
        var rollback = Rollback()
        rollback.secondMoments = [4, 16]
        rollback.begin()
        var returns = 0
        let count = try watch.count {
            for step in 1...2_000 {
                _ = rollback.checkpoint(step: step)
                if rollback.observe(loss: step % 97 == 0 ? .nan : 1, step: step) != nil { returns += 1 }
            }
        }
        #expect(count == 0 && returns == 20)
    }

    @Test func schedulesAllocateNothing() throws {
        let steps = StepSchedule.Change(at: 3, factor: 0.5)
        for type in Catalogue.schedules {
            var schedule = type.init()
            if var jumps = schedule as? StepSchedule {
                jumps.changes = [steps]
                schedule = jumps
            }
            var sum = 0.0
            let count = try watch.count { for step in 1...10 { sum += schedule.factor(step: step, of: 10) } }
            #expect(count == 0 && sum > 0, "\(type.name)")
        }
    }
}

/// Counts the objects that the Swift runtime allocates on this thread.
private struct AllocationWatch {
    /// The number of objects that `body` allocates on this thread.
    func count(_ body: () -> Void) throws -> Int {
        let before = swift_allocations_of_thread()
        body()
        return swift_allocations_of_thread() - before
    }
}
