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

/// A directive whose SQL sees runs.
protocol SeeingDirective: Directive {
    /// The experiments that its SQL sees, names and patterns; `all` alone for the whole book.
    var sees: [String] { get set }
}

extension SeeingDirective {
    /// How authors say it.
    static func seesSetting(_ key: any WritableKeyPath<Self, [String]> & Sendable) -> Setting<Self> {
        Setting(
            "sees",
            key,
            "The experiments whose runs its SQL sees: names, patterns such as 'late_*', or all; by default those that the SQL names."
        )
    }

    /// A question in a text of this directive, or one made of it.
    func question(_ sql: String) -> Question { Question(sql: sql, sees: sees) }
}
