/// Finds the name that an author probably meant.
public enum NearMiss {
    /// The candidate nearest to `name` by Damerau–Levenshtein distance (restricted: a swap of neighbours counts one),
    /// or nil when none is near enough to be worth suggesting: a third of the length, at least one edit.
    public static func nearest(to name: String, in candidates: some Sequence<String>) -> String? {
        let limit = max(1, name.count / 3)
        return
            candidates
            .map { (candidate: $0, distance: distance(fold(name), fold($0))) }
            .filter { $0.distance <= limit }
            .min { ($0.distance, $0.candidate) < ($1.distance, $1.candidate) }?
            .candidate
    }

    /// The sentence that offers the nearest name, or lists what there is when nothing is near.
    public static func help(for name: String, in candidates: some Sequence<String>) -> String {
        if let near = nearest(to: name, in: candidates) { return "did you mean '\(near)'?" }
        let known = candidates.sorted()
        return known.isEmpty ? "there is none" : "known: " + known.joined(separator: ", ")
    }

    /// Case, hyphen and underscore do not count as differences of spelling.
    private static func fold(_ name: String) -> [Character] {
        name.lowercased().map { $0 == "_" ? "-" : $0 }
    }

    private static func distance(_ a: [Character], _ b: [Character]) -> Int {
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
            (before, above) = (above, row)
        }
        return above[b.count]
    }
}
