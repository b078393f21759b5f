import Diagnostics

/// A formula in TeX, within a line or displayed on its own.
struct Formula: Sendable, Hashable {
    /// The TeX between the dollars or fences, with its place; offsets of a TeX fault are looked up here.
    var tex: LocatedText
    /// Whether it is displayed on lines of its own.
    var isDisplay: Bool
    /// The identifier of `{#eq-name}`, which makes the equation a numbered target of references.
    var label: String?
    /// The place of the opening dollar or fence.
    var place: Place
}
