import Settings

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
