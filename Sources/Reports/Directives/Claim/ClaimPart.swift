import Settings
import Storage

/// Renders a claim for the page.
struct ClaimPart {
    let claim: ClaimDirective
    let placed: PlacedDirective
    let context: PageContext

    func html() throws -> Markup {
        do {
            return try html(try context.results.answer(to: claim))
        } catch let outage as Outages.Outage {
            context.hasOutages = true
            context.claims.append(ClaimOutcome(claim, outage))
            var view = statement(.undecided)
            view.note = context.escaped("There is no verdict: ") + context.sentence(outage)
            return try context.render(view)
        }
    }

    /// The claim's statement and how it is decided.
    private func statement(_ verdict: VerdictView) -> ClaimView {
        ClaimView(
            id: claim.id,
            statement: inline(claim.statement, "says"),
            verdict: verdict,
            rule: inline(claim.rule, "rule"),
            condition: claim.condition.trimmed,
            wouldChange: inline(claim.wouldChange, "changes"),
            citation: inline(claim.cites, "cites"),
            sql: Verbatim(claim.sql.trimmed),
            replayCommand: Verbatim(context.replay(claim.verdictQuestion, as: claim.id)),
            earlier: earlierRules
        )
    }

    private var earlierRules: [EarlierRuleView] {
        claim.earlierRules.enumerated().map { index, earlier in
            EarlierRuleView(
                rule: inline(earlier.rule, "changed", "\(index)", "rule"),
                verdict: VerdictView(earlier.verdict),
                date: earlier.date,
                reason: inline(earlier.reason, "changed", "\(index)", "why")
            )
        }
    }

    private func html(_ answer: ClaimAnswer) throws -> Markup {
        let outcome = ClaimOutcome(claim, answer)
        context.claims.append(outcome)
        var view = statement(VerdictView(answer.verdict.outcome))
        if !outcome.measured.isEmpty {
            view.measured =
                context.label(outcome.measured + (outcome.spread.isEmpty ? "" : " (\(outcome.spread))"))
        }
        view.share = Self.share(answer)
        view.trials = outcome.held.map { TrialView(held: $0.map { $0 == 1 }) }
        view.table = TableView(
            answer.table,
            label: "Trials of claim \(claim.id)",
            digits: 5,
            limit: 60,
            heading: heading,
            formulas: context.label
        )
        view.note = context.escaped(note(answer))
        view.sensitivity = sensitivity(answer)
        if !outcome.isExpected { view.expected = VerdictView(claim.expected) }
        return try context.render(view)
    }

    private func inline(_ text: String, _ path: String...) -> Markup {
        text.isEmpty ? .empty : context.inline(text, at: placed.source.place(of: path))
    }

    private func sensitivity(_ answer: ClaimAnswer) -> SensitivityView? {
        guard let settings = claim.grid, let sensitivity = answer.sensitivity else { return nil }
        return SensitivityPart(claim: claim, settings: settings, sensitivity: sensitivity).view(
            note: inline(settings.note, "sensitivity", "note"),
            replayCommand: Verbatim(
                context.replay(claim.question(settings.verdicts(claim.condition)), as: claim.gridReplay)
            ),
            heading: heading,
            formulas: context.label
        )
    }

    private func heading(_ column: String) -> String {
        if case .text(let text)? = claim.headings[column] { return text }
        return column.replacing("_", with: " ")
    }

    static func share(_ answer: ClaimAnswer) -> String {
        let (holds, trials) = (answer.verdict.holds, answer.verdict.trials)
        guard let interval = ShareInterval(holds, of: trials) else { return "" }
        let count = "\(NumberText.whole(holds)) of \(NumberText.whole(trials)) trials"
        return trials > 1 ? "\(count) (were they independent, the share is known to \(interval.text))" : count
    }

    /// A note for readers about an undecided claim; empty for others.
    private func note(_ answer: ClaimAnswer) -> String {
        guard answer.verdict.outcome == .undecided else { return "" }
        if answer.verdict.trials == 0 { return "The query gave no trial, so nothing is decided." }
        let missing = context.results.unrecorded(by: claim).clause
        return "A trial gave no answer (NULL), so nothing is decided" + (missing.isEmpty ? "." : ": \(missing).")
    }
}

extension VerdictView {
    /// The view of a verdict.
    init(_ verdict: Verdict.Outcome) {
        switch verdict {
        case .reproduced: self = .reproduced
        case .partly: self = .partly
        case .notReproduced: self = .notReproduced
        case .undecided: self = .undecided
        }
    }
}
