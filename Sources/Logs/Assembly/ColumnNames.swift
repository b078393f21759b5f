import Traces

/// The recognition of quantities by their names in a log.
enum ColumnNames {
    /// The meaning of a name: a canonical column, and a rank, where 0 is the likeliest.
    struct Meaning: Hashable {
        var canonical: String
        var rank: Int
    }

    /// The meaning of a name; nil when it is unknown.
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
        // Lightning's monitor and Composer put the optimizer into the name: lr-AdamW, lr-DecoupledAdamW/group0.
        guard whole.hasPrefix("lr_") || whole.hasPrefix("learning_rate_") else { return nil }
        return Meaning(canonical: "lr", rank: 50)
    }

    /// The rank of a name as a step counter, where 0 is the likeliest; nil when it is not one.
    static func stepRank(of name: String) -> Int? {
        if name.hasPrefix("_") { return LogColumn.steps.firstIndex(of: name.lowercased()) }
        let parts = name.split { "/.".contains($0) }.map { LogColumn.folded($0) }
        guard let last = parts.last, parts.dropLast().allSatisfy(prefixes.contains) else { return nil }
        return LogColumn.steps.firstIndex(of: last)
    }

    /// The meaning of an evaluation's loss, which any part of the name can show.
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
