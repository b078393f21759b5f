/// A listing with its caption.
struct ListingView: RenderedView, AnchoredView {
    static let templateName = "listing"

    var code: [Verbatim] { [Verbatim(marked.text)] }

    /// The HTML id; may be empty.
    var id = ""
    /// The label as printed, such as `Listing 2.1`; empty without an id.
    var number = ""
    /// A description of the listing for screen readers.
    var label: String
    /// The language, such as `swift`.
    var language: String
    /// The text with syntax colouring.
    var marked: Markup
    var caption: Markup
    /// File and lines.
    var place: String
    /// The address of the whole file.
    var href: Verbatim
    /// How many lines there are.
    var lineCount: Int

    /// The most lines that stand in the text unfolded.
    private static let mostOpen = 12

    var derived: [String: Any] { ["isLong": lineCount > Self.mostOpen, "lineCount": "\(lineCount)"] }
}
