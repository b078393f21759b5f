/// Where a cross reference leads and what it is called when the author wrote no text.
struct ProseReference: Sendable, Hashable {
    /// The address, from the page that refers.
    var address: String
    /// Such as "Figure 3"; plain text.
    var text: String
}
