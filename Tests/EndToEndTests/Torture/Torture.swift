import Foundation
import Testing

/// Random damage to a book, its archive and its site, determined by a seed.
///
/// A few trials of each kind run with the other tests. `SPIKEBOOK_TORTURE=100` runs a hundred times as many.
/// `SPIKEBOOK_TORTURE_SEED` sets the first seed of a series; without the other variable it selects this one trial.
/// `SPIKEBOOK_PROGRAM` names another build of the program, such as a release.
@Suite enum Torture {
    private static let environment = ProcessInfo.processInfo.environment
    private static let first = environment["SPIKEBOOK_TORTURE_SEED"].flatMap(UInt64.init)
    private static let factor = environment["SPIKEBOOK_TORTURE"].flatMap(Int.init)

    /// The seeds for a kind of trial, `usual` of which run with the other tests.
    static func seeds(_ usual: Int) -> [UInt64] {
        let count = first != nil && factor == nil ? 1 : usual * (factor ?? 1)
        return (0..<UInt64(count)).map { (first ?? 1) + $0 }
    }
}
