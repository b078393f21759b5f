/// A displayed equation.
struct EquationView: RenderedView {
    static let templateName = "equation"

    /// The HTML id, such as `eq-threshold`; empty for an equation without a number.
    var id = ""
    /// The number as printed, without brackets; may be empty.
    var number = ""
    /// The markup by KaTeX.
    var maths: Markup
}
