/// A text that is not prose: code, a command, an address.
///
/// HTML escapes it like any other text. Markdown inserts it as it is, within a fence or within the brackets of a
/// link.
struct Verbatim: Sendable, Hashable, ExpressibleByStringInterpolation {
    let text: String

    init(_ text: String) { self.text = text }

    init(stringLiteral text: String) { self.text = text }

    var isEmpty: Bool { text.isEmpty }
}
