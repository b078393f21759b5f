extension String {
    /// The text with control characters, which could manipulate a terminal, replaced by visible symbols.
    ///
    /// Names, titles and results may contain anything that their author wrote; line feeds and tabs stay.
    var printable: String {
        guard unicodeScalars.contains(where: \.steers) else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.map { $0.steers ? $0.picture : $0 }))
    }
}

extension Unicode.Scalar {
    /// Whether a terminal would interpret the character instead of showing it.
    fileprivate var steers: Bool { self != "\n" && self != "\t" && properties.generalCategory == .control }

    /// The visible symbol of a control character; Unicode has symbols for those of ASCII.
    fileprivate var picture: Unicode.Scalar {
        switch value {
        case 0..<0x20: Unicode.Scalar(0x2400 + value) ?? "\u{FFFD}"
        case 0x7F: "\u{2421}"
        default: "\u{FFFD}"
        }
    }
}
