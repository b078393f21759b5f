/// A rule or an expectation that a claim had before, as its page tells of it.
struct EarlierRuleView: TemplateView {
    var rule: Markup
    var verdict: VerdictView
    /// Year, month and day of the change.
    var date: String
    var reason: Markup
}
