import Foundation

/// A figure as a page shows it.
struct DrawnFigure: Sendable {
    /// A mark that draws rows.
    struct Mark: Sendable {
        /// Its kind and its panel.
        var name: String
        /// Whether its query gives no rows.
        var isEmpty: Bool
    }

    /// The drawing with its files.
    struct Drawing: Sendable {
        var content: FigureContent
        var files: [String: Data]
    }

    var marks: [Mark]
    /// Nil when no mark has rows.
    var drawing: Drawing?
}
