/// Finds the name that an author probably meant.
public enum NearMiss {
    /// The candidate nearest to `name`, or nil when none is near enough.
    ///
    /// The distance is Damerau–Levenshtein's (restricted: exchanging neighbours counts as one edit). It may be at
    /// most a third of the length, but one edit is always allowed.
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

    /// The candidates worth comparing.
    ///
    /// Among very many, these are only those with the same first letter, since a book may have as many misspelt names
    /// as correct ones.
    private static func likely(_ name: [Character], _ candidates: [String]) -> [String] {
        guard candidates.count > manyNames, let first = name.first else { return candidates }
        return candidates.filter { $0.first.map { $0 == first || $0.lowercased() == String(first) } ?? false }
    }

    /// The number of names above which they are neither listed nor all compared.
    private static let manyNames = 200

    /// A sentence that suggests the nearest name, or lists all names when none is near.
    public static func help(for name: String, in candidates: some Sequence<String>) -> String {
        if let near = nearest(to: name, in: candidates) { return "did you mean '\(near)'?" }
        let all = Array(candidates)
        if all.count > manyNames { return "none of the \(all.count) that there are is called nearly so" }
        let known = all.sorted()
        return known.isEmpty ? "there is none" : "known: " + known.joined(separator: ", ")
    }

    /// The name without differences in case, hyphens and underscores.
    private static func fold(_ name: String) -> [Character] {
        name.lowercased().map { $0 == "_" ? "-" : $0 }
    }

    /// The distance; nil when it exceeds `limit`.
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
            // An exchange refers to two rows above, so the search continues while either row has a small value.
            if min(row.min() ?? 0, above.min() ?? 0) > limit { return nil }
            (before, above) = (above, row)
        }
        return above[b.count] <= limit ? above[b.count] : nil
    }
}
