import Diagnostics

extension MathFault {
    /// The fault as a diagnostic, at its place in the author's formula.
    func diagnostic(in formula: Formula) -> Diagnostic {
        var place = formula.place
        if let offset { place = formula.tex.place(utf16Offset: offset, length: length) }
        return Diagnostic(
            "maths.tex",
            at: place,
            "malformed formula: \(message)",
            help: help
                ?? "formulas are TeX as KaTeX reads it; macros of the book are defined under `macros:` in book.yml"
        )
    }
}
