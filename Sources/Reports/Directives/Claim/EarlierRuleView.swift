/// An earlier rule or expectation of a claim, as shown on its page.
struct EarlierRuleView: TemplateView {
    var rule: Markup
    var verdict: VerdictView
    /// The date of the change: year, month and day.
    var date: String
    var reason: Markup
}
