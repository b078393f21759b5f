import Experiments
import Foundation
import Reports

/// Experiments that tests make fail, since nothing that the plan finds sound fails for a reason that a test could bring
/// about.
///
/// `SPIKEBOOK_FAIL=rates` fails each run of `rates`, `rates:2` those with seed 2.
enum FailPoint {
    private static let wanted = ProcessInfo.processInfo.environment["SPIKEBOOK_FAIL"]

    /// Fails a run that is wanted to fail.
    static func check(_ run: RunRequest) throws {
        if [run.experiment, "\(run.experiment):\(run.specification.seed)"].contains(wanted) { throw Wanted() }
    }

    private struct Wanted: Error, CustomStringConvertible {
        var description: String { "the machine <ran> out of luck" }
    }
}
