/// Named points and their Pareto frontier.
public struct ScatterMark: Mark {
    /// One point.
    public struct Entry: Sendable, Hashable {
        /// The x value.
        public var x: Double
        /// The y value.
        public var y: Double
        /// The name; empty for none.
        public var label: String

        /// Creates an entry.
        public init(x: Double, y: Double, label: String) {
            self.x = x
            self.y = y
            self.label = label
        }
    }

    /// The points.
    public var entries: [Entry]
    /// The colour.
    public var role: Role
    /// Whether the Pareto frontier is drawn.
    public var hasFrontier: Bool
    /// Whether lower values are better along x and along y.
    public var lowerIsBetter: (x: Bool, y: Bool)

    /// Creates a scatter plot.
    ///
    /// By default lower is better on both axes.
    public init(
        _ entries: [Entry],
        role: Role = .series2,
        hasFrontier: Bool = false,
        lowerIsBetter: (x: Bool, y: Bool) = (true, true)
    ) {
        self.entries = entries
        self.role = role
        self.hasFrontier = hasFrontier
        self.lowerIsBetter = lowerIsBetter
    }

    /// A table with a row for each point.
    public var records: DataTable? {
        let best = Set(hasFrontier ? frontier : [])
        return DataTable(
            columns: ["point", "x", "y"] + (hasFrontier ? ["frontier"] : []),
            rows: entries.enumerated().map { index, entry in
                [entry.label, DataTable.number(entry.x), DataTable.number(entry.y)]
                    + (hasFrontier ? [best.contains(index) ? "yes" : ""] : [])
            }
        )
    }

    /// A line for the frontier in the legend.
    public var key: Key? {
        hasFrontier ? Key("beaten by none on both axes", role: .series1, sample: .line(width: 1.5, .solid)) : nil
    }

    /// Widens the axes to hold all points, with a margin.
    public func extend(x: inout Extent, y: inout Extent, axes: Axes) {
        for entry in entries where axes.x.admits(entry.x) && axes.y.admits(entry.y) {
            x.add(entry.x)
            y.add(entry.y)
        }
    }

    /// The indices of the points on the Pareto frontier, best along x first.
    ///
    /// No other point is better than these on one axis without being worse on the other.
    var frontier: [Int] {
        func worse(_ entry: Entry) -> (x: Double, y: Double) {
            (lowerIsBetter.x ? entry.x : -entry.x, lowerIsBetter.y ? entry.y : -entry.y)
        }
        let known = entries.indices.filter { entries[$0].x.isFinite && entries[$0].y.isFinite }
        let sorted = known.sorted { worse(entries[$0]) < worse(entries[$1]) }
        var best: [Int] = []
        for index in sorted where best.last.map({ worse(entries[index]).y < worse(entries[$0]).y }) ?? true {
            best.append(index)
        }
        return best
    }

    /// Draws the frontier, the dots, and the names that find a position.
    public func draw(on canvas: inout Canvas) throws {
        let points = entries.map { Point(canvas.x.position($0.x), canvas.y.position($0.y)) }
        let best = hasFrontier ? frontier.filter { points[$0].x.isFinite && points[$0].y.isFinite } : []
        drawFrontier(best.map { points[$0] }, on: &canvas)
        var summary = Summary()
        var placed = 0
        for (index, point) in points.enumerated() {
            summary.points += 1
            if entries[index].x.isNaN || entries[index].y.isNaN { summary.nan += 1 }
            guard point.x.isFinite, point.y.isFinite else { continue }
            placed += 1
            guard canvas.plot.grown(by: 1).contains(point) else {
                summary.outside += 1
                continue
            }
            summary.drawn += 1
            let dot = Path.circle(point, radius: 3.5)
            canvas.fillAbove(dot, Paint(best.contains(index) ? .series1 : role))
            canvas.strokeAbove(dot, Stroke(.page, width: 0.75))
            // A name that hides a dot is worse than one over a line, so a dot counts as eight obstacles.
            canvas.avoid(Array(repeating: point, count: 8))
        }
        summary.nonPositive = summary.points - placed - summary.nan
        let y = entries.map(\.y).filter(\.isFinite)
        if let low = y.min(), let high = y.max() { summary.range = low...high }
        canvas.summaries.append(summary)
        let others = entries.indices.filter { !best.contains($0) }
        for index in best + others where !entries[index].label.isEmpty && canvas.plot.contains(points[index]) {
            try canvas.name(entries[index].label, point: points[index])
        }
        canvas.count(bad: summary)
    }

    private func drawFrontier(_ points: [Point], on canvas: inout Canvas) {
        guard let first = points.first, let last = points.last else { return }
        let plot = canvas.plot
        var line = [Point(first.x, lowerIsBetter.y ? plot.top : plot.bottom), first]
        for (from, to) in zip(points, points.dropFirst()) { line += [Point(to.x, from.y), to] }
        line.append(Point(lowerIsBetter.x ? plot.right : plot.left, last.y))
        canvas.stroke(.polyline(line), Stroke(.series1, width: 1.5))
        canvas.avoid(line: line)
    }
}

extension Canvas {
    /// Requests a name beside a dot, or farther away with a leader line.
    ///
    /// The name is left out where it would cover another label.
    mutating func name(_ text: String, point: Point) throws {
        let label = try typesetter.label(text, size: type.small)
        let (width, height) = (label.width, label.height)
        var places: [Point] = []
        for gap in [6.0, 16, 28, 44] {
            let (left, right) = (point.x - gap - width, point.x + gap)
            let (above, below) = (point.y - gap - height, point.y + gap)
            let centre = Point(point.x - width / 2, point.y - height / 2)
            places += [
                Point(right, centre.y), Point(left, centre.y), Point(centre.x, above), Point(centre.x, below),
                Point(right, above), Point(right, below), Point(left, above), Point(left, below),
            ]
        }
        notes.append(Note(label: label, role: .ink, places: places, anchor: point, isOptional: true))
    }
}
