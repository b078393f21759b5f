import Experiments
import Storage

/// The book's runs as inputs of answers: everything but the text of the query on which an answer depends.
final class SeenRuns: Sendable {
    /// Consecutive runs of one experiment in the book.
    private struct Group {
        var experiment: String
        /// Digests of the runs, without and with the data on how and when they were made.
        var digest: String
        var digestWithMade: String
    }

    private let groups: [Group]
    private let digests = Protected<[String: String]>([:])

    init(_ members: [Member], stored: [RunKey: RunSummary]) {
        let numbered = Array(members.enumerated())
        groups = numbered.chunked { $0.element.experiment == $1.element.experiment }.map { group in
            func digest(made: Bool) -> String {
                Digest.sha256(group.map { Self.line($1, $0 + 1, stored, made: made) }.joined(separator: "\n"))
            }
            return Group(
                experiment: group.first?.element.experiment ?? "",
                digest: digest(made: false),
                digestWithMade: digest(made: true)
            )
        }
    }

    /// A digest of the runs of some experiments: the position of each in the book, its key, and whether it is stored and
    /// analysed as the book asks.
    ///
    /// How and when they were `made` is included only for queries that read it, since no other table contains it.
    func digest(within sight: Sight, made: Bool) -> String {
        let name = "\(sight.text) \(made)"
        if let known = digests.value[name] { return known }
        let seen = groups.filter { sight.includes($0.experiment) }
        let digest = Digest.sha256(seen.map { made ? $0.digestWithMade : $0.digest }.joined(separator: "\n"))
        digests.update { $0[name] = digest }
        return digest
    }

    private static func line(
        _ member: Member,
        _ number: Int,
        _ stored: [RunKey: RunSummary],
        made: Bool
    ) -> String {
        let place = "\(number) \(member.experiment) \(member.chapter) \(member.position)"
        let run = "\(member.seed) \(member.variant) \(member.analysis.text)"
        return "\(place) \(run) \(state(of: stored[member.key], member.analysis, made: made))"
    }

    private static func state(of run: RunSummary?, _ analysis: AnalysisKey, made: Bool) -> String {
        guard let run else { return "missing" }
        // Such a run has no rows in the tables of analyses, so an answer about it is not the one of a later build.
        guard run.analyses.contains(analysis) else { return "not analysed" }
        return made ? "\(run.finishedAt) \(run.wallSeconds)" : ""
    }
}

extension Array {
    /// Splits the elements into groups in which each element belongs with the one before it.
    fileprivate func chunked(by belongs: (Element, Element) -> Bool) -> [ArraySlice<Element>] {
        guard !isEmpty else { return [] }
        let starts = [0] + indices.dropFirst().filter { !belongs(self[$0 - 1], self[$0]) }
        return zip(starts, starts.dropFirst() + [count]).map { self[$0..<$1] }
    }
}
