import Foundation

extension Unicode.Scalar {
    /// Its number in Unicode, such as `U+001B`.
    var codePoint: String { String(format: "U+%04X", value) }
}
