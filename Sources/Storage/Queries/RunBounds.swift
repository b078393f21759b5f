/// Whether a query says for each table of runs that it reads of which experiments.
///
/// A table is bound by a condition that must hold: its experiment is named, or its run or experiment is that of another
/// table. What is not understood counts as unbound, so that a bound query never sees another experiment's runs.
struct RunBounds {
    private let words: [String]
    /// How many tables of runs it reads.
    private let reads: Int

    /// Whether a text may see runs of any experiment.
    static func areOpen(in sql: String) -> Bool {
        SelectParts.all(of: sql).contains { RunBounds(select: $0).isOpen }
    }

    private init(select: String) {
        let text = SQLText(select)
        reads = text.references.count { ArchiveSchema.table($0.name) != nil }
        words = text.tokens.map { token in
            // A text between quotes is kept as it is, and is none of the words that steer.
            token.kind == .string
                ? String(decoding: text.bytes[token.range], as: UTF8.self) : text.text(of: token).lowercased()
        }
    }

    private var isOpen: Bool { reads > 0 && clauses.reduce(shared) { $0 + Self.bounds(in: $1) } < reads }

    /// How many joins go by columns of one name that tell the run or its experiment.
    private var shared: Int {
        words.indices.count { index in
            guard words[index] == "using" else { return words[index] == "natural" }
            return words[index...].prefix { $0 != ")" }.contains(where: Self.columns.contains)
        }
    }

    private static let columns: Set<String> = ["run", "key", "experiment"]
    private static let ends: Set<String> = [
        "where", "on", "group", "having", "order", "limit", "window", "union", "intersect", "except", "join", "left",
        "right", "full", "inner", "cross", "natural", ",",
    ]

    /// The conditions behind WHERE and ON.
    private var clauses: [[String]] {
        Self.split(words, at: Self.ends).filter { ["where", "on"].contains($0.first) }.map { Array($0.dropFirst()) }
    }

    /// Cuts words at some that stand outside parentheses; each begins the piece behind it.
    private static func split(_ words: [String], at marks: Set<String>) -> [[String]] {
        var depth = 0
        return words.reduce(into: [[]]) { pieces, word in
            if word == "(" { depth += 1 }
            if word == ")" { depth -= 1 }
            if depth == 0, marks.contains(word) { pieces.append([]) }
            pieces[pieces.count - 1].append(word)
        }
    }

    /// How many tables a condition binds: of alternatives as many as the one that binds fewest.
    private static func bounds(in condition: [String]) -> Int {
        let alternatives = split(condition, at: ["or"]).map { $0.first == "or" ? Array($0.dropFirst()) : $0 }
        if alternatives.count > 1 { return alternatives.map(bounds).min() ?? 0 }
        let parts = split(condition, at: ["and"]).map { $0.first == "and" ? Array($0.dropFirst()) : $0 }
        if parts.count > 1 { return parts.reduce(0) { $0 + bounds(in: $1) } }
        if let inner = inside(condition) { return bounds(in: inner) }
        return isBound(condition) ? 1 : 0
    }

    /// What stands between parentheses that enclose all of a condition.
    private static func inside(_ condition: [String]) -> [String]? {
        guard condition.count > 2, condition.first == "(", condition.last == ")" else { return nil }
        var depth = 0
        let end = condition.firstIndex { word in
            depth += word == "(" ? 1 : word == ")" ? -1 : 0
            return depth == 0
        }
        return end == condition.count - 1 ? Array(condition.dropFirst().dropLast()) : nil
    }

    private static func isBound(_ condition: [String]) -> Bool {
        guard condition.first != "not", !condition.contains("case"), !condition.contains("or") else { return false }
        let text = condition.joined(separator: " ")
        let names = QuotedValue.all(of: "experiment", in: text)
        if !names.isEmpty { return names.allSatisfy { !$0.isNegated } }
        let column = /(?:\w+ \. )?(?:run|key|experiment)/
        guard let left = text.prefixMatch(of: column),
            let sign = text[left.range.upperBound...].prefixMatch(of: /\s(?:= =|=|is|in)\s/)
        else { return false }
        let right = text[sign.range.upperBound...]
        return right == SelectParts.inner || right.wholeMatch(of: column) != nil
    }
}

extension NamedQuery {
    /// Whether a query may see runs of experiments that it does not name.
    public static func seesAnyRun(_ sql: String) -> Bool { RunBounds.areOpen(in: sql) }
}
