/// A text that is compared byte by byte.
///
/// Swift treats two encodings of an accented letter as equal; SQL and digests do not.
public struct ExactText: Hashable, Sendable {
    private let bytes: [UInt8]

    /// The text with its exact encoding.
    public init(_ text: String) {
        bytes = Array(text.utf8)
    }
}
