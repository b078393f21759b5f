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
    /// Where the names of lines are drawn.
    let naming: Naming
    /// Whether lines carry the shapes that tell them apart without their colours.
    let marksLines: Bool

    let typesetter: Typesetter
    /// Items cut at the plot's edges.
    var inside: [Scene.Item] = []
    /// Items drawn over those and not cut: labels and marks on the edge.
    var above: [Scene.Item] = []
    /// Names to be positioned at their lines.
    var names: [Name] = []
    /// Labels to be positioned within the plot.
    var notes: [Note] = []
    /// Points that labels keep clear of.
    private(set) var obstacles = Obstacles()
    /// The number of values that could not be drawn and are not marked at the edge.
    private(set) var bad = 0
    /// How each series was drawn.
    public internal(set) var summaries: [Summary] = []

    /// A name of a line.
    struct Name {
        var label: Label
        var role: Role
        /// The line's last point in the plot.
        var end: Point
        /// The obstacles that are the line itself.
        var line: Range<Int>
        /// The shape upon the line; nil for none.
        var shape: DotShape?
    }

    struct Note {
        var label: Label
        var role: Role
        /// The wanted upper left corners of the label's box, best first.
        var places: [Point]
        /// The point that the label describes, joined to it by a thin line where they are apart.
        var anchor: Point?
        /// The obstacles that are the line which the label describes; nil for none.
        var line: Range<Int>?
        /// Whether the label is left out where it would cover another one.
        var isOptional = false

        /// The point that a leader line would start from; nil for a label without one.
        var leaderTo: Point? { isOptional ? anchor : nil }

        /// The label's box with its upper left corner at a point.
        func box(at corner: Point) -> Box {
            Box(left: corner.x, top: corner.y, width: label.width, height: label.height)
        }
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

    /// Requests a name for a line that ends at a point, `line` being what `avoid(line:)` returned for it.
    mutating func name(
        _ text: String,
        role: Role,
        shape: DotShape?,
        endingAt end: Point,
        line: Range<Int>
    ) throws {
        let label = try typesetter.label(text, size: type.label)
        names.append(Name(label: label, role: role, end: end, line: line, shape: marksLines ? shape : nil))
    }

    /// Requests a label near a point, at the first position around it that is free of lines and other labels.
    ///
    /// `line` is what `avoid(line:)` returned for the line that the label describes.
    public mutating func note(
        _ text: String,
        role: Role,
        near anchor: Point,
        leader: Bool = false,
        line: Range<Int>? = nil
    ) throws {
        let label = try typesetter.label(text, size: type.small)
        let places = Canvas.places(of: label, around: anchor, gap: leader ? 16 : 6)
        notes.append(Note(label: label, role: role, places: places, anchor: leader ? anchor : nil, line: line))
    }

    /// The upper left corners of a label's box around a point, best first.
    static func places(of label: Label, around anchor: Point, gap: Double) -> [Point] {
        let (width, height) = (label.width, label.height)
        return [
            Point(anchor.x - width / 2, anchor.y - gap - height), Point(anchor.x + gap, anchor.y - gap - height),
            Point(anchor.x - gap - width, anchor.y - gap - height), Point(anchor.x + gap, anchor.y - height / 2),
            Point(anchor.x - gap - width, anchor.y - height / 2), Point(anchor.x - width / 2, anchor.y + gap),
            Point(anchor.x + gap, anchor.y + gap), Point(anchor.x - gap - width, anchor.y + gap),
            Point(anchor.x + 2 * gap, anchor.y - 2 * gap - height),
            Point(anchor.x - 2 * gap - width, anchor.y - 2 * gap - height),
        ]
    }

    /// Requests a label at the first free one of some positions.
    ///
    /// `places` gives the upper left corners of the label's box, best first, for its width and height; `line` is what
    /// `avoid(line:)` returned for the line that the label describes.
    public mutating func note(
        _ text: String,
        role: Role,
        line: Range<Int>? = nil,
        places: (_ width: Double, _ height: Double) -> [Point]
    ) throws {
        let label = try typesetter.label(text, size: type.small)
        notes.append(Note(label: label, role: role, places: places(label.width, label.height), line: line))
    }

    /// Counts values that could not be drawn, for marks that do not show them at the edge.
    mutating func count(bad summary: Summary) {
        bad += summary.bad
    }

    /// Registers a line that labels keep clear of, and returns its points among all that they keep clear of.
    @discardableResult
    public mutating func avoid(line points: [Point]) -> Range<Int> {
        let first = obstacles.points.count
        for (start, end) in zip(points, points.dropFirst()) {
            let length = max(abs(end.x - start.x), abs(end.y - start.y))
            guard length.isFinite else { continue }
            let pieces = Int(min(max(1, length / 4), 300))
            obstacles.add(
                (0..<pieces).map { piece in
                    let share = Double(piece) / Double(pieces)
                    return Point(start.x + share * (end.x - start.x), start.y + share * (end.y - start.y))
                }
            )
        }
        if let last = points.last { obstacles.add([last]) }
        return first..<obstacles.points.count
    }

    /// Registers points that labels keep clear of.
    public mutating func avoid(_ points: some Sequence<Point>) {
        obstacles.add(points)
    }
}
