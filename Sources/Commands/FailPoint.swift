import Experiments
import Foundation
import Reports

/// Makes runs of an experiment fail for tests, since a sound run never fails for a reason that a test could cause.
///
/// `SPIKEBOOK_FAIL=rates` fails each run of `rates`, `rates:2` those with seed 2.
enum FailPoint {
    private static let wanted = ProcessInfo.processInfo.environment["SPIKEBOOK_FAIL"]

    /// Throws if the run should fail.
    static func check(_ run: RunRequest) throws {
        if [run.experiment, "\(run.experiment):\(run.specification.seed)"].contains(wanted) { throw Wanted() }
    }

    private struct Wanted: Error, CustomStringConvertible {
        var description: String { "the machine <ran> out of luck" }
    }
}
