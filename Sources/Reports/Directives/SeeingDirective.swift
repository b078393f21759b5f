import Settings

/// A directive whose SQL sees runs of experiments.
protocol SeeingDirective: Directive {
    /// The experiments that its SQL sees, as names and patterns; a single `all` means the whole book.
    var sees: [String] { get set }
}

extension SeeingDirective {
    /// The setting for it.
    static func seesSetting(_ key: any WritableKeyPath<Self, [String]> & Sendable) -> Setting<Self> {
        Setting(
            "sees",
            key,
            "The experiments whose runs its SQL sees: names, patterns such as 'late_*', or all; by default those that the SQL names."
        )
    }

    /// A question with SQL of this directive, or SQL made from it.
    func question(_ sql: String) -> Question { Question(sql: sql, sees: sees) }
}
