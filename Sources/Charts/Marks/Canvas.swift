/// What a mark draws on: one panel, its two mappings, and places for labels.
public struct Canvas {
    /// Where the data go.
    public let plot: Box
    /// From values to pixels across.
    public let x: Mapping
    /// From values to pixels upwards.
    public let y: Mapping
    /// Text sizes in pixels.
    let type: TypeSizes
    /// Whether names stand at the ends of their lines.
    let namesLinesAtEnd: Bool

    let typesetter: Typesetter
    /// Drawn within the plot's edges.
    var inside: [Scene.Item] = []
    /// Drawn over them, where labels and edge marks go.
    var above: [Scene.Item] = []
    /// Names waiting for a place at the right edge.
    var names: [Name] = []
    /// Labels waiting for a free place within the plot.
    var notes: [Note] = []
    /// Points of lines, which labels keep clear of.
    var obstacles: [Point] = []
    /// What became of the series.
    public internal(set) var summaries: [Summary] = []

    struct Name {
        var label: Label
        var role: Role
        var end: Point
    }

    struct Note {
        var label: Label
        var role: Role
        /// Where the label's box may start, best first.
        var places: [Point]
        /// What the label speaks of, joined to it by a thin line.
        var anchor: Point?
        /// Whether it is left out where it would cover another label.
        var isOptional = false

        /// Where its line would lead, when it may have one.
        var leaderTo: Point? { isOptional ? anchor : nil }
    }

    /// Fills a path, cut at the plot's edges.
    public mutating func fill(_ path: Path, _ paint: Paint) {
        guard !path.isEmpty else { return }
        inside.append(.fill(path, paint))
    }

    /// Draws along a path, cut at the plot's edges.
    public mutating func stroke(_ path: Path, _ stroke: Stroke) {
        guard !path.isEmpty else { return }
        inside.append(.stroke(path, stroke))
    }

    /// Fills a path, not cut; for marks on the plot's edge.
    public mutating func fillAbove(_ path: Path, _ paint: Paint) {
        above.append(.fill(path, paint))
    }

    /// Draws along a path, not cut.
    public mutating func strokeAbove(_ path: Path, _ stroke: Stroke) {
        above.append(.stroke(path, stroke))
    }

    /// Asks for a name at the right edge, as near to the height of the line's end as the other names allow.
    ///
    /// A line that ends early has its name beside its end instead.
    public mutating func name(_ text: String, role: Role, endingAt end: Point) throws {
        guard plot.right - end.x < 24 else { return try note(text, role: role, near: end) }
        names.append(Name(label: try typesetter.label(text, size: type.label), role: role, end: end))
    }

    /// Asks for a label near a point: at the first of some places around it that is free of lines and other labels.
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

    /// Asks for a label at the first free one of some places, each the upper left corner of its box for a given size.
    public mutating func note(
        _ text: String,
        role: Role,
        places: (_ width: Double, _ height: Double) -> [Point]
    ) throws {
        let label = try typesetter.label(text, size: type.small)
        notes.append(Note(label: label, role: role, places: places(label.width, label.height), anchor: nil))
    }

    /// Says how many values have no place, where there is no place on the edge that would stand for them.
    mutating func noteBad(_ summary: Summary) throws {
        guard summary.bad > 0 else { return }
        let plot = plot
        try note("\(summary.bad) not drawn (NaN, ∞ or ≤ 0)", role: .muted) { width, height in
            [Point(plot.right - width - 4, plot.bottom - height - 3), Point(plot.left + 5, plot.bottom - height - 3)]
        }
    }

    /// Says where a line runs, so that labels keep clear of it.
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

    /// Says where something small lies, so that labels keep clear of it.
    public mutating func avoid(_ points: some Sequence<Point>) {
        obstacles.append(contentsOf: points)
    }
}
