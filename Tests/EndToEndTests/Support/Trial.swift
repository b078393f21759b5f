import Foundation
import Testing

/// One trial of a kind of torture: a desk, and chance to decide what is done on it.
///
/// What is found wrong is told with the seed and the command that tries it again, and the desk is kept in a folder named
/// after both.
final class Trial {
    let desk: Desk
    var chance: Chance
    private let seed: UInt64
    /// The suites and the test.
    private let kind = (Test.current?.id.nameComponents ?? []).map { $0.prefix { $0 != "(" } }
    private var steps: [String] = []
    private var isFailed = false

    private init(_ seed: UInt64, on desk: Desk) {
        self.seed = seed
        self.desk = desk
        chance = Chance(seed)
    }

    /// Makes a trial on a desk.
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

    /// Remembers what chance has decided, for whoever reads of a failure.
    func note(_ step: String) { steps.append(step) }

    func expect(_ holds: Bool, _ told: @autoclosure () -> String, sourceLocation: SourceLocation = #_sourceLocation) {
        guard !holds else { return }
        isFailed = true
        let again = "SPIKEBOOK_TORTURE_SEED=\(seed) swift test --filter \(kind.joined(separator: "/"))"
        // A trap tells pages of its registers.
        let text = [
            String(told().prefix(3_000)), steps.joined(separator: "\n"), "kept in \(place.path)", "again: \(again)",
        ]
        Issue.record("\(text.filter { !$0.isEmpty }.joined(separator: "\n"))", sourceLocation: sourceLocation)
    }

    /// Where the desk of a failed trial is kept.
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
