/// A piece of source with its caption.
struct ListingView: RenderedView {
    static let templateName = "listing"

    var code: [String] { [codeHTML] }

    /// Anchor; may be empty.
    var id = ""
    /// Label as printed, such as `Listing 2.1`; empty without an anchor.
    var number = ""
    /// What is shown, for readers who cannot see where it stands.
    var label: String
    /// Such as `swift`.
    var language: String
    /// The text with its words marked by kind.
    var codeHTML: String
    var captionHTML: String
    /// File and lines.
    var place: String
    /// Address of the whole file.
    var href: String
}
