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

    /// Fills the stretches and strokes the lines; lines within a pixel are drawn once.
    public func draw(on canvas: inout Canvas) throws {
        let plot = canvas.plot
        for (left, right) in edges(on: canvas) {
            let area = Box(left: left, top: plot.top, width: right - left, height: plot.height)
            canvas.fill(.rectangle(area), Paint(.shade))
        }
        var line = -Double.infinity
        for x in lines.sorted().map({ canvas.x.position($0) }) where x.isFinite && x - line >= 1 {
            canvas.stroke(.segment(Point(x, plot.top), Point(x, plot.bottom)), Stroke(.ink, width: 1, dash: .dashed))
            line = x
        }
    }

    /// The edges of the areas in pixels, from left to right; areas that meet are one.
    private func edges(on canvas: Canvas) -> [(left: Double, right: Double)] {
        let plot = canvas.plot
        let areas = stretches.filter { $0.start != $0.end }.compactMap { stretch -> (left: Double, right: Double)? in
            let left = canvas.x.position(stretch.start)
            let right = stretch.end.map { canvas.x.position($0) } ?? plot.right
            guard right >= plot.left, left <= plot.right else { return nil }
            guard right - left < Self.least else { return (left: max(left, plot.left), right: min(right, plot.right)) }
            let start = max(plot.left, min((left + right - Self.least) / 2, plot.right - Self.least))
            return (left: start, right: start + Self.least)
        }
        var merged: [(left: Double, right: Double)] = []
        for area in areas.sorted(by: { $0.left < $1.left }) {
            if let last = merged.last, area.left <= last.right {
                merged[merged.count - 1].right = max(last.right, area.right)
            } else {
                merged.append(area)
            }
        }
        return merged
    }
}
