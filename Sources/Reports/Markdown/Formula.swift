import Diagnostics

/// A formula in TeX, within a line or displayed on its own.
struct Formula: Sendable, Hashable {
    /// The TeX between the dollar signs or fences, with its place, from which places of faults in it are computed.
    var tex: LocatedText
    /// Whether it is displayed on separate lines.
    var isDisplay: Bool
    /// The identifier in `{#eq-name}`, which makes the equation a numbered target of references.
    var label: String?
    /// The place of the opening dollar sign or fence.
    var place: Place
}
