/// A line of text that has been set: the position of each glyph run, and the total extent.
public struct Label: Sendable, Hashable {
    /// A run of glyphs of one font and size.
    ///
    /// Its position is relative to the start of the label's baseline.
    struct Fragment: Sendable, Hashable {
        var text: String
        var face: Face
        var size: Double
        var x: Double
        var y: Double
    }

    var fragments: [Fragment] = []
    /// Filled bars, such as the bar of a root.
    var bars: [Box] = []

    /// Its advance in pixels.
    public internal(set) var width = 0.0
    /// Its extent above the baseline in pixels.
    public internal(set) var ascent = 0.0
    /// Its extent below the baseline in pixels.
    public internal(set) var descent = 0.0
    /// Its text in plain Unicode.
    public internal(set) var plain = ""

    /// The LaTeX commands that a label's formula may use.
    public static let commands = Set(MathsCommands.all)

    /// The code points of characters that no font has.
    var missing: [String] = []

    /// Its height in pixels.
    public var height: Double { ascent + descent }
}
