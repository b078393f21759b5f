import Foundation

/// What a page shows of a figure.
struct DrawnFigure: Sendable {
    /// A mark that draws rows.
    struct Mark: Sendable {
        /// Its kind and its panel.
        var name: String
        /// Whether its query gives no row.
        var isEmpty: Bool
    }

    /// The drawing with its files.
    struct Drawing: Sendable {
        var content: FigureContent
        var files: [String: Data]
    }

    var marks: [Mark]
    /// Nil when no mark has a row.
    var drawing: Drawing?
}
