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

    /// The LaTeX commands that a formula of a label may hold.
    public static let commands = Set(MathsCommands.all)

    /// What stands for characters that no font has: their numbers.
    var missing: [String] = []

    /// Its height in pixels.
    public var height: Double { ascent + descent }
}
