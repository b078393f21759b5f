/// Finds the name that an author probably meant.
public enum NearMiss {
    /// The candidate nearest to `name` by Damerau–Levenshtein distance (restricted: a swap of neighbours counts one),
    /// or nil when none is near enough to be worth suggesting: a third of the length, at least one edit.
    public static func nearest(to name: String, in candidates: some Sequence<String>) -> String? {
        let limit = max(1, name.count / 3)
        let wanted = fold(name)
        var best: (distance: Int, candidate: String)?
        for candidate in likely(wanted, Array(candidates)) {
            let reach = best?.distance ?? limit
            guard let distance = distance(wanted, fold(candidate), atMost: reach) else { continue }
            if best.map({ (distance, candidate) < $0 }) ?? true { best = (distance, candidate) }
        }
        return best?.candidate
    }

    /// The candidates that are worth comparing: among very many only those that begin alike, since a book may have as many
    /// misspelt names as right ones.
    private static func likely(_ name: [Character], _ candidates: [String]) -> [String] {
        guard candidates.count > manyNames, let first = name.first else { return candidates }
        return candidates.filter { $0.first.map { $0 == first || $0.lowercased() == String(first) } ?? false }
    }

    /// From how many names on they are no longer listed or all compared.
    private static let manyNames = 200

    /// The sentence that offers the nearest name, or lists what there is when nothing is near.
    public static func help(for name: String, in candidates: some Sequence<String>) -> String {
        if let near = nearest(to: name, in: candidates) { return "did you mean '\(near)'?" }
        let all = Array(candidates)
        if all.count > manyNames { return "none of the \(all.count) that there are is called nearly so" }
        let known = all.sorted()
        return known.isEmpty ? "there is none" : "known: " + known.joined(separator: ", ")
    }

    /// Case, hyphen and underscore do not count as differences of spelling.
    private static func fold(_ name: String) -> [Character] {
        name.lowercased().map { $0 == "_" ? "-" : $0 }
    }

    /// The distance, nil when it is above `limit`.
    private static func distance(_ a: [Character], _ b: [Character], atMost limit: Int) -> Int? {
        guard abs(a.count - b.count) <= limit else { return nil }
        guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
        var before: [Int] = []
        var above = Array(0...b.count)
        for i in 1...a.count {
            var row = [i]
            for j in 1...b.count {
                let substitution = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
                var best = min(above[j] + 1, row[j - 1] + 1, substitution)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { best = min(best, before[j - 2] + 1) }
                row.append(best)
            }
            // A swap looks two rows back, so one low row is enough to go on.
            if min(row.min() ?? 0, above.min() ?? 0) > limit { return nil }
            (before, above) = (above, row)
        }
        return above[b.count] <= limit ? above[b.count] : nil
    }
}
