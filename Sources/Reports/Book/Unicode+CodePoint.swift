import Foundation

extension Unicode.Scalar {
    /// The scalar's code point, such as `U+001B`.
    var codePoint: String { String(format: "U+%04X", value) }
}
