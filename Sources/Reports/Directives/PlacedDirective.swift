import Diagnostics

/// A directive where it stands.
struct PlacedDirective: Sendable {
    /// What it says.
    var directive: any Directive
    /// Where each of its values was written.
    var source: LocatedValue
    /// Its body as written.
    var text: String

    /// The identifier.
    var id: String { directive.id }

    /// Where the identifier is written.
    var place: Place { source.place(of: ["id"]) }

    /// Whether its page has a part with its identifier.
    var isShown: Bool { !id.isEmpty && !directive.isHidden }
}
