import Reports

/// Describes what was made again, and why, in one line or in full.
struct CauseText {
    private let causes: [Cause]

    init(_ causes: [Cause]) {
        self.causes = causes
    }

    /// One line for all results, or one for each; none when nothing was made again.
    func lines(all: Bool) -> [String] {
        guard !causes.isEmpty else { return [] }
        return all ? causes.map { "\($0.result): \($0.reason)" } : ["made anew: \(results); \(reasons)"]
    }

    /// The results by kind, with names if there are few.
    private var results: String {
        guard causes.count > 4 else { return causes.map(\.result).joined(separator: ", ") }
        let kinds = Dictionary(grouping: causes) { $0.result.prefix { $0 != " " } }
        return kinds.sorted { $0.key < $1.key }.map { $1.count.counted(String($0)) }.joined(separator: ", ")
    }

    /// The first reasons, without those of pages, which are made again because of their results.
    private var reasons: String {
        let own = causes.filter { !$0.result.hasPrefix("page ") }
        var seen: Set<String> = []
        let texts = (own.isEmpty ? causes : own).map(\.reason).filter { seen.insert($0).inserted }
        let rest = texts.count - 2
        return texts.prefix(2).joined(separator: "; ") + (rest > 0 ? "; and \(rest) more, told by -v" : "")
    }
}
