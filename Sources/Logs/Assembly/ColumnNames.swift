import Traces

/// What the names in a log mean.
enum ColumnNames {
    /// What a name was taken for: a canonical column, and how likely, 0 being the likeliest.
    struct Meaning: Hashable {
        var canonical: String
        var rank: Int
    }

    /// The meaning of a name; nil when it has none that is known.
    static func meaning(of name: String) -> Meaning? {
        let parts = name.split { "/.".contains($0) || $0 == ":" }.map { LogColumn.folded($0) }
        let whole = LogColumn.folded(name)
        if let meaning = evaluation(parts, whole) { return meaning }
        if let meaning = known[whole] { return meaning }
        var rest = parts[...]
        while let first = rest.first, prefixes.contains(first), rest.count > 1 {
            rest = rest.dropFirst()
            if var meaning = known[rest.joined(separator: "_")] {
                meaning.rank += 1
                return meaning
            }
        }
        // Lightning's monitor and Composer name the optimizer: lr-AdamW, lr-DecoupledAdamW/group0.
        guard whole.hasPrefix("lr_") || whole.hasPrefix("learning_rate_") else { return nil }
        return Meaning(canonical: "lr", rank: 50)
    }

    /// How likely a name counts steps, 0 being the likeliest; nil when it does not.
    static func stepRank(of name: String) -> Int? {
        if name.hasPrefix("_") { return LogColumn.steps.firstIndex(of: name.lowercased()) }
        let parts = name.split { "/.".contains($0) }.map { LogColumn.folded($0) }
        guard let last = parts.last, parts.dropLast().allSatisfy(prefixes.contains) else { return nil }
        return LogColumn.steps.firstIndex(of: last)
    }

    /// Losses of evaluations: any part of the name says so.
    private static func evaluation(_ parts: [String], _ whole: String) -> Meaning? {
        guard whole.contains("loss") || whole == "tel" else { return nil }
        let words = Set(whole.split(separator: "_").map(String.init))
        guard whole == "tel" || !words.isDisjoint(with: evaluationWords) else { return nil }
        if words.contains("train") { return Meaning(canonical: "eval_train_loss", rank: 1) }
        return Meaning(canonical: "eval_loss", rank: known[whole]?.rank ?? 40)
    }

    private static let evaluationWords: Set = ["eval", "val", "valid", "validation", "test", "dev", "evaluation"]
    private static let prefixes: Set = [
        "train", "training", "trainer", "optim", "optimizer", "metrics", "loss_metrics", "samples", "throughput",
        "debug", "charts", "losses",
    ]

    private static let known: [String: Meaning] = {
        var known: [String: Meaning] = [:]
        for one in LogColumn.all + LogColumn.evaluations {
            for (rank, alias) in one.aliases.enumerated() {
                known[alias] = Meaning(canonical: one.column.name, rank: 2 * rank)
            }
        }
        return known
    }()
}
