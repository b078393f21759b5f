/// A framed remark.
struct CalloutView: RenderedView {
    static let templateName = "callout"

    var kind: Kind
    /// Replaces the kind's own title when not empty.
    var titleHTML = ""
    var bodyHTML: String

    /// The kinds of GitHub's alerts.
    enum Kind: String, Sendable, CaseIterable {
        case note, tip, important, warning, caution

        fileprivate var title: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() }
    }

    var derived: [String: Any] {
        ["kind": kind.rawValue, "titleHTML": titleHTML.isEmpty ? kind.title : titleHTML]
    }
}

/// A directive's place in the page when it has no result: a fault, a divergence, an empty answer.
struct NoticeView: RenderedView {
    static let templateName = "notice"

    var kind: Kind
    /// Anchor of the directive, so that links to it still lead somewhere; may be empty.
    var id = ""
    /// One sentence that says what happened, such as `Adam diverged at step 812 in 1 of 3 seeds`.
    var titleHTML: String
    /// What it means and what to do; may be empty.
    var bodyHTML = ""
    /// Text of a machine, such as a located fault; may be empty.
    var detail = ""

    /// What happened.
    enum Kind: String, Sendable, CaseIterable {
        case fault, divergence, undecided
    }

    var derived: [String: Any] {
        let label =
            switch kind {
            case .fault: "Could not be made"
            case .divergence: "Diverged"
            case .undecided: "Undecided"
            }
        return ["kind": kind.rawValue, "label": label]
    }
}

/// A footnote's mark and its text beside it.
struct SidenoteView: RenderedView {
    static let templateName = "sidenote"

    /// Name of the footnote; its anchor is `fn-` and this name.
    var name: String
    /// Number as printed.
    var number: String
    /// Inline markup only: the note stands inside a paragraph.
    var textHTML: String
}

/// A display equation.
struct EquationView: RenderedView {
    static let templateName = "equation"

    /// Anchor, such as `eq-threshold`; empty for an equation without a number.
    var id = ""
    /// Number as printed, without brackets; may be empty.
    var number = ""
    /// KaTeX's markup.
    var mathsHTML: String
}
