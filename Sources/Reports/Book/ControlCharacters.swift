import Diagnostics
import Foundation

/// Finds invisible control characters in a text: NUL, escape, a byte order mark that is not at the beginning.
struct ControlCharacters {
    private let text: String
    private let file: String

    /// Examines a file's text, in which line feeds end lines.
    init(in text: String, file: String) {
        self.text = text
        self.file = file
    }

    /// The fault at the first control character; nil when there is none.
    var fault: Diagnostic? {
        guard let first = text.unicodeScalars.firstIndex(where: Self.isControl) else { return nil }
        let count = text.unicodeScalars[first...].count(where: Self.isControl)
        let before = text[..<first]
        let line = before.count { $0 == "\n" } + 1
        let column = before.reversed().prefix { $0 != "\n" }.count + 1
        let name = text.unicodeScalars[first].codePoint
        return Diagnostic(
            "book.control-character",
            at: Place(file: file, line: line, column: column),
            count == 1 ? "a control character, \(name)" : "the first of \(count) control characters, \(name)",
            help: "delete it; such signs come along from terminals and other programs"
        )
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A: false
        case ..<0x20, 0x7F..<0xA0, 0xFEFF: true
        default: false
        }
    }
}
