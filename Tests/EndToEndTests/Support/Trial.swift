import Foundation
import Testing

/// One trial of a torture test: a desk, and random choices of what is done on it.
///
/// A failure is reported with the seed and the command to repeat the trial. The desk is kept in a folder named after
/// the test and the seed.
final class Trial {
    let desk: Desk
    var chance: Chance
    private let seed: UInt64
    /// The names of the suites and of the test.
    private let kind = (Test.current?.id.nameComponents ?? []).map { $0.prefix { $0 != "(" } }
    private var steps: [String] = []
    private var isFailed = false

    private init(_ seed: UInt64, on desk: Desk) {
        self.seed = seed
        self.desk = desk
        chance = Chance(seed)
    }

    /// Runs a trial on a desk.
    static func run(_ seed: UInt64, on desk: Desk, _ body: (Trial) throws -> Void) rethrows {
        let trial = Trial(seed, on: desk)
        defer { if trial.isFailed { try? trial.keep() } }
        do {
            try body(trial)
        } catch {
            trial.expect(false, "\(error)")
            throw error
        }
    }

    /// Records a random choice, for the report of a failure.
    func note(_ step: String) { steps.append(step) }

    func expect(_ holds: Bool, _ told: @autoclosure () -> String, sourceLocation: SourceLocation = #_sourceLocation) {
        guard !holds else { return }
        isFailed = true
        let again = "SPIKEBOOK_TORTURE_SEED=\(seed) swift test --filter \(kind.joined(separator: "/"))"
        // The output of a trap has pages of registers.
        let text = [
            String(told().prefix(3_000)), steps.joined(separator: "\n"), "kept in \(place.path)", "again: \(again)",
        ]
        Issue.record("\(text.filter { !$0.isEmpty }.joined(separator: "\n"))", sourceLocation: sourceLocation)
    }

    /// The folder where the desk of a failed trial is kept.
    private var place: URL {
        FileManager.default.temporaryDirectory.appending(path: "spikebook-torture/\(kind.last ?? "")-\(seed)")
    }

    private func keep() throws {
        try? FileManager.default.removeItem(at: place)
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try FileManager.default.copyItem(at: desk.folder, to: place)
    }
}
