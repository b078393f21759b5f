import Experiments
import Foundation
import Reports

/// Experiments that tests make fail, since nothing that the plan finds sound fails for a reason that a test could bring
/// about.
///
/// `SPIKEBOOK_FAIL=rates` fails each run of `rates`, `rates:2` those with seed 2.
enum FailPoint {
    private static let wanted = ProcessInfo.processInfo.environment["SPIKEBOOK_FAIL"]

    /// Carries out a run, unless it is wanted to fail.
    static func carryOut(_ job: Runner.Job, isCancelled: () -> Bool) throws -> Simulation.Result? {
        guard ![job.experiment, "\(job.experiment):\(job.specification.seed)"].contains(wanted) else { throw Wanted() }
        return try Simulation(job.specification).run(isCancelled: isCancelled)
    }

    private struct Wanted: Error, CustomStringConvertible {
        var description: String { "the machine <ran> out of luck" }
    }
}
