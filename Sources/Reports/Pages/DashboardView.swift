/// All claims with their verdicts, in groups.
struct DashboardView: RenderedView {
    static let templateName = "dashboard"

    var groups: [DashboardGroupView]

    var derived: [String: Any] {
        let claims = groups.flatMap(\.claims)
        return [
            "hasClaims": !claims.isEmpty,
            "claimCount": claims.count == 1 ? "1 claim" : "\(claims.count) claims",
            "counts": VerdictView.allCases.map { verdict in
                VerdictCountView(verdict: verdict, count: claims.count { $0.verdict == verdict })
            },
            "unexpected": Self.unexpected(
                claims.count { $0.expected != nil },
                unanswered: claims.count { !$0.outage.isEmpty },
                changed: claims.count(where: \.isChanged)
            ),
            "chapterChoices": Self.choices(claims.map(\.chapter)),
            "workloadChoices": Self.choices(claims.map(\.workload)),
        ]
    }

    /// A sentence about verdicts that differ from what the author expected.
    ///
    /// Where rules were changed, "expected" alone would read as if all of them had been fixed before the first run.
    private static func unexpected(_ count: Int, unanswered: Int, changed: Int) -> String {
        let expected = changed == 0 ? "expected" : "expects now"
        let sentence =
            switch count {
            case 0: "Every \(unanswered > 0 ? "other " : "")verdict is the one its author \(expected)."
            case 1: "One verdict is not the one its author \(expected)."
            default: "\(count) verdicts are not the ones their author \(expected)."
            }
        return ([outages(unanswered), sentence, changes(changed)] as [String?]).compactMap { $0 }.joined(separator: " ")
    }

    private static func outages(_ count: Int) -> String? {
        guard count > 0 else { return nil }
        let claims = count == 1 ? "One claim has no verdict" : "\(count) claims have no verdict"
        return "\(claims), since an experiment failed."
    }

    private static func changes(_ count: Int) -> String? {
        guard count > 0 else { return nil }
        let claims = count == 1 ? "One claim" : "\(count) claims"
        return "\(claims) had another rule or expectation at first; each tells what it was, what it found and why."
    }

    /// The distinct values in order of appearance; none if there are fewer than two, since then there is no choice.
    private static func choices(_ values: [String]) -> [ChoiceView] {
        var seen: Set<String> = [""]
        let different = values.filter { seen.insert($0).inserted }
        return different.count < 2 ? [] : different.map(ChoiceView.init)
    }

    private struct VerdictCountView: TemplateView {
        var verdict: VerdictView
        var count: Int

        var derived: [String: Any] { ["number": "\(count)", "isNone": count == 0] }
    }

    private struct ChoiceView: TemplateView {
        var value: String
    }
}

/// A group of claims in the dashboard.
struct DashboardGroupView: TemplateView {
    /// The HTML id, such as `group-mechanism`.
    var id: String
    var title: Markup
    var claims: [DashboardClaimView]
}

/// One row of the dashboard.
struct DashboardClaimView: TemplateView {
    var id: String
    /// The address of the claim in its chapter.
    var href: Verbatim
    var statement: Markup
    var verdict: VerdictView
    /// The verdict that the author expected, if it is another one.
    var expected: VerdictView?
    /// The measured value with its unit, such as `19 steps`; may be empty.
    var measured = Markup.empty
    /// The spread of the measure, such as `13–24, 10–90 %`; may be empty.
    var spread = ""
    /// The share of trials that hold, such as `24 of 26`; may be empty.
    var share = ""
    /// Why there is no verdict; empty when there is one.
    var outage = ""
    /// Whether its rule or its expectation was changed after its first run.
    var isChanged = false
    var trials: [TrialView] = []
    /// The measure of each trial; empty when nothing was measured.
    var values: [Double?] = []
    /// The numbers with which the rule compares the measure.
    var thresholds: [Double] = []
    /// The chapter to filter by, such as `2 The threshold`; may be empty.
    var chapter = ""
    /// The workload to filter by, such as `parabola`; may be empty.
    var workload = ""
    var section: PageLinkView?
    var figure: PageLinkView?

    func derived(in format: PageFormat) -> [String: Any] {
        format == .html
            ? ["dots": picture]
            : ["statement": statement.changed(\.markdownCell), "measured": measured.changed(\.markdownCell)]
    }

    /// The trials along their measure or, if nothing was measured, as dots or shares.
    private var picture: Markup {
        let strip = TrialStrip(trials, values: values, thresholds: thresholds).svg
        if !strip.isEmpty { return strip }
        return trials.count > TrialStrip.mostDots ? TrialBar(trials).svg : TrialDots(trials).svg
    }
}
