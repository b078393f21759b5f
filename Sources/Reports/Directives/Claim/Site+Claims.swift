import Storage

extension Site {
    /// The book's claims with their verdicts, as rows of the archive's table.
    func claimRows(_ outcomes: [ClaimOutcome]) -> [ClaimRow] {
        let byID = Dictionary(outcomes.map { ($0.id, $0) }) { first, _ in first }
        return plan.book.chapters.flatMap { chapter in
            chapter.orderedDirectives.compactMap { placed in
                guard let claim = placed.directive as? ClaimDirective, let outcome = byID[claim.id] else { return nil }
                return ClaimRow(
                    id: claim.id,
                    chapter: chapter.name,
                    statement: claim.statement,
                    sql: claim.sql,
                    expect: claim.condition,
                    replay: plan.views.script(of: claim.verdictQuestion),
                    verdict: Verdict(
                        outcome: Verdict.Outcome(rawValue: outcome.verdict) ?? .undecided,
                        trials: outcome.trials,
                        holds: outcome.holds
                    ),
                    expected: Verdict.Outcome(rawValue: outcome.expected) ?? .undecided
                )
            }
        }
    }
}
