import Settings
import Storage

/// A question to the archive: a SELECT, and the experiments that it declares to see.
struct Question: Hashable, Sendable {
    /// One SELECT.
    var sql: String
    /// The experiments in `sees:`; empty when the text determines them.
    var sees: [String] = []

    /// Equal to a question with exactly the same text, character by character.
    static func == (left: Question, right: Question) -> Bool {
        ExactText(left.sql) == ExactText(right.sql) && left.sees == right.sees
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(ExactText(sql))
        hasher.combine(sees)
    }
}
