import Settings
import Storage

/// What a directive asks of the archive: a text, and what it says that it sees.
struct Question: Hashable, Sendable {
    /// One SELECT.
    var sql: String
    /// The experiments behind `sees:`; empty where the text tells them.
    var sees: [String] = []

    /// Equal to a question that is spelled alike, sign by sign.
    static func == (left: Question, right: Question) -> Bool {
        ExactText(left.sql) == ExactText(right.sql) && left.sees == right.sees
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(ExactText(sql))
        hasher.combine(sees)
    }
}
