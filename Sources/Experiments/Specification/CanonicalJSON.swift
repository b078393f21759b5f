import Diagnostics
public import Settings

extension Value {
    /// The tree as canonical JSON, in which equal trees are equal texts: keys sorted, numbers in their shortest form,
    /// no white space.
    ///
    /// Infinity, which JSON lacks, is written as the text `"inf"`.
    public var canonicalJSON: String {
        switch self {
        case .null: return "null"
        case .flag(let flag): return flag ? "true" : "false"
        case .number(let number):
            return number.isFinite ? Value.canonical(number) : "\"\(number)\""
        case .text(let text): return JSONText.quoted(text)
        case .list(let values): return "[" + values.map(\.canonicalJSON).joined(separator: ",") + "]"
        case .map(let entries):
            let sorted = entries.sorted { $0.name < $1.name }
            return "{" + sorted.map { JSONText.quoted($0.name) + ":" + $0.value.canonicalJSON }.joined(separator: ",")
                + "}"
        }
    }

    /// Every leaf with its dotted path, in the tree's order; a list is one leaf, as JSON.
    public var leaves: [(path: String, value: Value)] {
        guard case .map(let entries) = self else { return [("", self)] }
        return entries.flatMap { entry in
            entry.value.leaves.map { leaf in
                (leaf.path.isEmpty ? entry.name : entry.name + "." + leaf.path, leaf.value)
            }
        }
    }
}
