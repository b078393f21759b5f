/// Shaded stretches of the x axis over the whole height, such as the events of a run; a stretch without length is a line.
public struct StretchesMark: Mark {
    /// A stretch of x.
    public struct Stretch: Sendable, Hashable {
        /// Where it starts.
        public var start: Double
        /// Where it ends; nil when it goes on to the end of the axis.
        public var end: Double?

        /// Creates a stretch.
        public init(_ start: Double, _ end: Double?) {
            self.start = start
            self.end = end
        }
    }

    /// The stretches, in any order.
    public var stretches: [Stretch]
    /// The name for the legend; nil for none.
    public var name: String?

    /// Creates shaded stretches.
    public init(_ stretches: [Stretch], name: String? = nil) {
        self.stretches = stretches
        self.name = name
    }

    private var lines: [Double] { stretches.filter { $0.start == $0.end }.map(\.start) }

    /// A small area in the legend, or a line if all stretches are lines; nothing without a stretch.
    public var key: Key? {
        guard let name, !stretches.isEmpty else { return nil }
        let isOfLines = lines.count == stretches.count
        return Key(
            name,
            role: isOfLines ? .ink : .shade,
            sample: isOfLines ? .line(width: 1, .dashed) : .area(opacity: 1)
        )
    }

    /// The stretches by their ends.
    public var records: DataTable? {
        DataTable(
            columns: ["from", "to"],
            rows: stretches.map { [DataTable.number($0.start), $0.end.map(DataTable.number) ?? ""] }
        )
    }

    /// Widens the x axis to hold all stretches.
    public func extend(x: inout Extent, y: inout Extent, axes: Axes) {
        var places = Extent()
        places.wantsAir = false
        for place in stretches.flatMap({ [$0.start, $0.end ?? $0.start] }) where axes.x.admits(place) {
            places.add(place)
        }
        x.add(places)
    }

    /// The width in pixels that a short stretch has at least.
    private static let least = 3.0

    /// Fills the stretches and strokes the lines; what lies together in the width of a line is drawn once.
    public func draw(on canvas: inout Canvas) throws {
        let plot = canvas.plot
        var last = plot.left
        for (left, right) in edges(on: canvas) {
            let from = max(left, last)
            guard right > from else { continue }
            canvas.fill(
                .rectangle(Box(left: from, top: plot.top, width: right - from, height: plot.height)),
                Paint(.shade)
            )
            last = right
        }
        var line = -Double.infinity
        for x in lines.sorted().map({ canvas.x.position($0) }) where x.isFinite && x - line >= 1 {
            canvas.stroke(.segment(Point(x, plot.top), Point(x, plot.bottom)), Stroke(.ink, width: 1, dash: .dashed))
            line = x
        }
    }

    /// The edges of the areas in pixels, from left to right.
    private func edges(on canvas: Canvas) -> [(left: Double, right: Double)] {
        let plot = canvas.plot
        let areas = stretches.filter { $0.start != $0.end }.map { stretch in
            let left = canvas.x.position(stretch.start)
            let right = stretch.end.map { canvas.x.position($0) } ?? plot.right
            guard right - left < Self.least else { return (left: max(left, plot.left), right: min(right, plot.right)) }
            let start = max(plot.left, min((left + right - Self.least) / 2, plot.right - Self.least))
            return (left: start, right: start + Self.least)
        }
        return areas.filter { $0.right.isFinite && $0.left < $0.right }.sorted { $0.left < $1.left }
    }
}
