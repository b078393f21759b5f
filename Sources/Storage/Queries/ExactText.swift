/// A text that is equal only to the same signs: Swift takes two spellings of an accent for one, SQL and digests do not.
public struct ExactText: Hashable, Sendable {
    private let bytes: [UInt8]

    /// The text as it is spelled.
    public init(_ text: String) {
        bytes = Array(text.utf8)
    }
}
