/// The names of lines that end at about the same x, one under the other.
struct NameColumn {
    /// The names from the top, and the height of each one's middle.
    let names: [Canvas.Name]
    let heights: [Double]
    /// The right end of the lines.
    let end: Double
    /// Whether the names are beside the plot, where nothing else is.
    let isBeside: Bool
    /// Whether the shape of each line stands before its name.
    private let hasShapes: Bool

    /// The distance between two names.
    static let spacing = 16.0
    /// The distance from the middle of a name to its baseline.
    private static let baseline = 4.7
    /// How far apart along x the ends of a column's lines may be.
    private static let width = 24.0

    private init(_ names: [Canvas.Name], in plot: Box, hasShapes: Bool) {
        self.hasShapes = hasShapes
        let sorted = names.sorted { $0.end.y < $1.end.y }
        self.names = sorted
        let last = names.map(\.end.x).max() ?? plot.right
        isBeside = plot.right - last < NameColumn.width
        end = isBeside ? plot.right : last
        // Within the plot, the letters must not touch its edges.
        let inset = isBeside ? 2 : 13.0
        heights = Spacing.places(
            for: sorted.map(\.end.y),
            spacing: NameColumn.spacing,
            from: plot.top + inset,
            to: max(plot.top + inset, plot.bottom - inset)
        )
    }

    /// The columns of some names, from the right.
    static func columns(_ names: [Canvas.Name], in plot: Box, hasShapes: Bool) -> [NameColumn] {
        var groups: [[Canvas.Name]] = []
        for name in names.sorted(by: { $0.end.x > $1.end.x }) {
            if let first = groups.last?.first, first.end.x - name.end.x < width {
                groups[groups.count - 1].append(name)
            } else {
                groups.append([name])
            }
        }
        return groups.map { NameColumn($0, in: plot, hasShapes: hasShapes) }
    }

    /// The distance from the lines to their names.
    static func gap(hasShapes: Bool) -> Double { hasShapes ? 24 : 12 }

    /// The left edge of the names.
    private var left: Double { end + NameColumn.gap(hasShapes: hasShapes) }

    /// The place of the shape before a name.
    func spot(of index: Int) -> Point { Point(left - 7, heights[index]) }

    /// The box of a name.
    func box(of index: Int) -> Box {
        let label = names[index].label
        let top = heights[index] + NameColumn.baseline - label.ascent
        return Box(left: left, top: top, width: label.width, height: label.height)
    }

    /// The thin line from the end of a line to its name.
    func leader(of index: Int) -> Path {
        let start = names[index].end
        var path = Path.segment(Point(start.x + 2, start.y), Point(max(end, start.x) + 2, start.y))
        path.line(to: Point(names[index].shape == nil ? left - 3 : end + 9, heights[index]))
        return path
    }
}
