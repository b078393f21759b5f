import Experiments
import Storage

/// The book's runs as queries may see them: what an answer hangs on, but for its text.
final class SeenRuns: Sendable {
    private let members: [Member]
    private let stored: [RunKey: RunSummary]
    private let digests = Protected<[String: String]>([:])

    init(_ members: [Member], stored: [RunKey: RunSummary]) {
        self.members = members
        self.stored = stored
    }

    /// A digest of the runs of some experiments: where each stands in the book, its key, whether it is stored.
    ///
    /// How and when they were `made` matters only to who asks for that, since no other result of theirs tells it.
    func digest(within sight: Sight, made: Bool) -> String {
        let name = "\(sight.text) \(made)"
        if let known = digests.value[name] { return known }
        let lines = members.enumerated().compactMap { index, member -> String? in
            guard sight.includes(member.experiment) else { return nil }
            let place =
                "\(index + 1) \(member.experiment) \(member.chapter) \(member.position) \(member.seed) \(member.variant)"
            return "\(place) \(member.analysis.text) \(state(of: member.key, made: made))"
        }
        let digest = Digest.sha256(lines.joined(separator: "\n"))
        digests.update { $0[name] = digest }
        return digest
    }

    private func state(of key: RunKey, made: Bool) -> String {
        guard let run = stored[key] else { return "missing" }
        return made ? "\(run.finishedAt) \(run.wallSeconds)" : ""
    }
}
