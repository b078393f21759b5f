extension String {
    /// The text as it may reach a terminal: control characters, by which it could be steered, as the signs that stand for them.
    ///
    /// Names, titles and results are whatever their author wrote; line feeds and tabs stay.
    var printable: String {
        guard unicodeScalars.contains(where: \.steers) else { return self }
        return String(String.UnicodeScalarView(unicodeScalars.map { $0.steers ? $0.picture : $0 }))
    }
}

extension Unicode.Scalar {
    /// Whether a terminal would do something else than show it.
    fileprivate var steers: Bool { self != "\n" && self != "\t" && properties.generalCategory == .control }

    /// What shows a control character: Unicode has pictures of those of ASCII.
    fileprivate var picture: Unicode.Scalar {
        switch value {
        case 0..<0x20: Unicode.Scalar(0x2400 + value) ?? "\u{FFFD}"
        case 0x7F: "\u{2421}"
        default: "\u{FFFD}"
        }
    }
}
