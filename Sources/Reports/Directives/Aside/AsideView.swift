/// A note in the margin.
struct AsideView: RenderedView {
    static let templateName = "aside"

    /// Its anchor; may be empty.
    var id: String
    var titleHTML: String
    var textHTML: String
}
