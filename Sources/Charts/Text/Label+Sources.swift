extension Label {
    /// The pieces of a label's source: running text, and the LaTeX of its formulas.
    public static func pieces(of source: String) -> [(text: String, isMaths: Bool)] { Typesetter.parts(of: source) }

    /// The problem with a label; nil when the label can be set.
    ///
    /// Throws when the fonts are missing.
    public static func fault(in source: String) throws -> String? {
        try Typesetters.shared.borrow { typesetter in
            do {
                let missing = try typesetter.label(source, size: 13).missing.first
                return missing.map { "the fonts of figures lack the character \($0)" }
            } catch ChartError.label(_, let problem) {
                return problem
            }
        }
    }

    /// The plain Unicode text of a label's source, such as `λ_max` for `$\lambda_{\max}$`.
    ///
    /// It needs no fonts, so it also serves to check labels early. An unknown command throws a `ChartError.label`
    /// that names it.
    public static func plain(_ source: String) throws -> String {
        try Typesetter.plain(source)
    }
}
