/// The target of a cross reference, and its name for references without a text.
struct ProseReference: Sendable, Hashable {
    /// The address, relative to the referring page.
    var address: String
    /// The name as plain text, such as "Figure 3".
    var text: String
}
