/// A percent sign in a formula, which begins a comment in TeX: `$50%$` shows 50.
enum TeXComment {
    /// The fault of an unintended comment; nil when there is none.
    ///
    /// A comment is intended if it is at the end of a line of a displayed formula.
    static func fault(in tex: String, isDisplay: Bool) -> MathFault? {
        var before: Character?
        var isEscaped = false
        for (offset, character) in zip(tex.indices, tex) {
            if character == "%", !isEscaped, !isDisplay || before?.isNumber == true {
                let lost = tex[offset...].prefix { !$0.isNewline }
                return MathFault(
                    message: "% begins a comment in TeX, so '\(lost)' is not shown",
                    offset: tex[..<offset].utf16.count,
                    length: lost.count,
                    help: "write \\% for a percent sign"
                )
            }
            isEscaped = character == "\\" && !isEscaped
            before = character
        }
        return nil
    }
}
