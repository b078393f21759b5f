/// What a mark draws on: one panel with its two mappings, and the labels to be positioned.
public struct Canvas {
    /// The area for the data.
    public let plot: Box
    /// The mapping of the x axis.
    public let x: Mapping
    /// The mapping of the y axis.
    public let y: Mapping
    /// Text sizes in pixels.
    let type: TypeSizes
    /// Whether names are drawn at the ends of their lines.
    let namesLinesAtEnd: Bool

    let typesetter: Typesetter
    /// Items cut at the plot's edges.
    var inside: [Scene.Item] = []
    /// Items drawn over those and not cut: labels and marks on the edge.
    var above: [Scene.Item] = []
    /// Names to be positioned at the right edge.
    var names: [Name] = []
    /// Labels to be positioned within the plot.
    var notes: [Note] = []
    /// Points that labels keep clear of.
    var obstacles: [Point] = []
    /// How each series was drawn.
    public internal(set) var summaries: [Summary] = []

    struct Name {
        var label: Label
        var role: Role
        var end: Point
    }

    struct Note {
        var label: Label
        var role: Role
        /// The wanted upper left corners of the label's box, best first.
        var places: [Point]
        /// The point that the label describes, joined to it by a thin line.
        var anchor: Point?
        /// Whether the label is left out where it would cover another one.
        var isOptional = false

        /// The point that a leader line would start from; nil for a label without one.
        var leaderTo: Point? { isOptional ? anchor : nil }
    }

    /// Fills a path, cut at the plot's edges.
    public mutating func fill(_ path: Path, _ paint: Paint) {
        guard !path.isEmpty else { return }
        inside.append(.fill(path, paint))
    }

    /// Strokes a path, cut at the plot's edges.
    public mutating func stroke(_ path: Path, _ stroke: Stroke) {
        guard !path.isEmpty else { return }
        inside.append(.stroke(path, stroke))
    }

    /// Fills a path without cutting it, for marks on the plot's edge.
    public mutating func fillAbove(_ path: Path, _ paint: Paint) {
        above.append(.fill(path, paint))
    }

    /// Strokes a path without cutting it.
    public mutating func strokeAbove(_ path: Path, _ stroke: Stroke) {
        above.append(.stroke(path, stroke))
    }

    /// Requests a name at the right edge, as near to the height of the line's end as the other names allow.
    ///
    /// When the line ends far from the right edge, the name is put near the line's end instead.
    public mutating func name(_ text: String, role: Role, endingAt end: Point) throws {
        guard plot.right - end.x < 24 else { return try note(text, role: role, near: end) }
        names.append(Name(label: try typesetter.label(text, size: type.label), role: role, end: end))
    }

    /// Requests a label near a point, at the first position around it that is free of lines and other labels.
    public mutating func note(_ text: String, role: Role, near anchor: Point, leader: Bool = false) throws {
        let label = try typesetter.label(text, size: type.small)
        let gap = leader ? 16.0 : 6
        let (width, height) = (label.width, label.height)
        let places = [
            Point(anchor.x - width / 2, anchor.y - gap - height), Point(anchor.x + gap, anchor.y - gap - height),
            Point(anchor.x - gap - width, anchor.y - gap - height), Point(anchor.x + gap, anchor.y - height / 2),
            Point(anchor.x - gap - width, anchor.y - height / 2), Point(anchor.x - width / 2, anchor.y + gap),
            Point(anchor.x + gap, anchor.y + gap), Point(anchor.x - gap - width, anchor.y + gap),
            Point(anchor.x + 2 * gap, anchor.y - 2 * gap - height),
            Point(anchor.x - 2 * gap - width, anchor.y - 2 * gap - height),
        ]
        notes.append(Note(label: label, role: role, places: places, anchor: leader ? anchor : nil))
    }

    /// Requests a label at the first free one of some positions.
    ///
    /// `places` gives the upper left corners of the label's box, best first, for its width and height.
    public mutating func note(
        _ text: String,
        role: Role,
        places: (_ width: Double, _ height: Double) -> [Point]
    ) throws {
        let label = try typesetter.label(text, size: type.small)
        notes.append(Note(label: label, role: role, places: places(label.width, label.height), anchor: nil))
    }

    /// Adds a note with the number of values that could not be drawn, for marks that do not show them at the edge.
    mutating func noteBad(_ summary: Summary) throws {
        guard summary.bad > 0 else { return }
        let plot = plot
        try note("\(summary.bad) not drawn (NaN, ∞ or ≤ 0)", role: .muted) { width, height in
            [Point(plot.right - width - 4, plot.bottom - height - 3), Point(plot.left + 5, plot.bottom - height - 3)]
        }
    }

    /// Registers a line that labels keep clear of.
    public mutating func avoid(line points: [Point]) {
        for (start, end) in zip(points, points.dropFirst()) {
            let length = max(abs(end.x - start.x), abs(end.y - start.y))
            guard length.isFinite else { continue }
            let pieces = Int(min(max(1, length / 4), 300))
            for piece in 0..<pieces {
                let share = Double(piece) / Double(pieces)
                obstacles.append(Point(start.x + share * (end.x - start.x), start.y + share * (end.y - start.y)))
            }
        }
        if let last = points.last { obstacles.append(last) }
    }

    /// Registers points that labels keep clear of.
    public mutating func avoid(_ points: some Sequence<Point>) {
        obstacles.append(contentsOf: points)
    }
}
