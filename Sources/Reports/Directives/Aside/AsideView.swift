/// A note in the margin.
struct AsideView: RenderedView, AnchoredView {
    static let templateName = "aside"

    /// The HTML id; may be empty.
    var id: String
    var title: Markup
    var text: Markup
}
