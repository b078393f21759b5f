/// A line of text that has been set: where each glyph run goes, and how much room it needs.
public struct Label: Sendable, Hashable {
    /// A run of glyphs of one font and size, placed relative to the start of the label's baseline.
    struct Fragment: Sendable, Hashable {
        var text: String
        var face: Face
        var size: Double
        var x: Double
        var y: Double
    }

    var fragments: [Fragment] = []
    /// Filled bars, such as the roof of a root.
    var bars: [Box] = []

    /// Its advance in pixels.
    public internal(set) var width = 0.0
    /// Its reach above the baseline in pixels.
    public internal(set) var ascent = 0.0
    /// Its reach below the baseline in pixels.
    public internal(set) var descent = 0.0
    /// What it says, in plain Unicode.
    public internal(set) var plain = ""

    /// A label's source cut into running text and the LaTeX of its formulas.
    public static func pieces(of source: String) -> [(text: String, isMaths: Bool)] { Typesetter.parts(of: source) }

    /// The LaTeX commands that a formula of a label may hold.
    public static let commands = Set(MathsCommands.all)

    /// What stands for characters that no font has: their numbers.
    var missing: [String] = []

    /// What is wrong with a label; nil when it can be set.
    ///
    /// Throws when the fonts are not there.
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

    /// Its height in pixels.
    public var height: Double { ascent + descent }

    /// The plain Unicode text of a label's source, such as `λ_max` for `$\lambda_{\max}$`.
    ///
    /// It needs no fonts, so it also serves to check labels early: a command that is not known throws a
    /// `ChartError.label` that names it.
    public static func plain(_ source: String) throws -> String {
        try Typesetter.plain(source)
    }
}
