import Reports

/// What was made anew, and why, in a line or in full.
struct CauseText {
    private let causes: [Cause]

    init(_ causes: [Cause]) {
        self.causes = causes
    }

    /// A line on all of it, or one for each result; none when nothing was made anew.
    func lines(all: Bool) -> [String] {
        guard !causes.isEmpty else { return [] }
        return all ? causes.map { "\($0.result): \($0.reason)" } : ["made anew: \(results); \(reasons)"]
    }

    /// The results by their kinds, named where they are few.
    private var results: String {
        guard causes.count > 4 else { return causes.map(\.result).joined(separator: ", ") }
        let kinds = Dictionary(grouping: causes) { $0.result.prefix { $0 != " " } }
        return kinds.sorted { $0.key < $1.key }.map { $1.count.counted(String($0)) }.joined(separator: ", ")
    }

    /// The first reasons; pages are made anew for what stands on them.
    private var reasons: String {
        let own = causes.filter { !$0.result.hasPrefix("page ") }
        var seen: Set<String> = []
        let texts = (own.isEmpty ? causes : own).map(\.reason).filter { seen.insert($0).inserted }
        let rest = texts.count - 2
        return texts.prefix(2).joined(separator: "; ") + (rest > 0 ? "; and \(rest) more, told by -v" : "")
    }
}
