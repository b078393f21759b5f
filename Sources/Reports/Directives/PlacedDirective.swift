import Diagnostics

/// A directive with its place in the chapter.
struct PlacedDirective: Sendable {
    /// The directive.
    var directive: any Directive
    /// The values with the places where they were written.
    var source: LocatedValue
    /// Its body with the places of its lines.
    var body: LocatedText

    /// Its body as written.
    var text: String { body.text }

    /// The identifier.
    var id: String { directive.id }

    /// The place of the identifier.
    var place: Place { source.place(of: ["id"]) }

    /// Whether its page has a part with its identifier.
    var isShown: Bool { !id.isEmpty && !directive.isHidden }
}
