/// A piece of source with its caption.
struct ListingView: RenderedView, AnchoredView {
    static let templateName = "listing"

    var code: [Verbatim] { [Verbatim(marked.text)] }

    /// Anchor; may be empty.
    var id = ""
    /// Label as printed, such as `Listing 2.1`; empty without an anchor.
    var number = ""
    /// What is shown, for readers who cannot see where it stands.
    var label: String
    /// Such as `swift`.
    var language: String
    /// The text with its words marked by kind.
    var marked: Markup
    var caption: Markup
    /// File and lines.
    var place: String
    /// Address of the whole file.
    var href: Verbatim
}
