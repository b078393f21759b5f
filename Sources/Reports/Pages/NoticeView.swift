/// A notice shown instead of a directive without a result: a fault, a divergence, an empty answer.
struct NoticeView: RenderedView, AnchoredView {
    static let templateName = "notice"

    var kind: Kind
    /// The HTML id of the directive, so that links to it keep a target; may be empty.
    var id = ""
    /// A sentence that says what happened, such as `Adam diverged at step 812 in 1 of 3 seeds`.
    var title: Markup
    /// What it means and what to do; may be empty.
    var body = Markup.empty
    /// A technical text, such as a diagnostic with its place; may be empty.
    var detail = ""
    /// What a program printed; may be empty.
    var output = Verbatim("")

    var code: [Verbatim] { [output] }

    /// The kind of notice.
    enum Kind: String, Sendable, CaseIterable {
        case fault, divergence, nothing, undecided
    }

    var derived: [String: Any] {
        let label =
            switch kind {
            case .fault: "Could not be made"
            case .divergence: "Diverged"
            case .nothing: "Nothing found"
            case .undecided: "Undecided"
            }
        return ["kind": kind.rawValue, "label": label]
    }
}
