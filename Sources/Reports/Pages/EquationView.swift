/// A display equation.
struct EquationView: RenderedView {
    static let templateName = "equation"

    /// Anchor, such as `eq-threshold`; empty for an equation without a number.
    var id = ""
    /// Number as printed, without brackets; may be empty.
    var number = ""
    /// KaTeX's markup.
    var maths: Markup
}
