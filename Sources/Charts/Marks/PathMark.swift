#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A path through a plane, in the order of its points, with arrowheads that show its direction.
public struct PathMark: Mark {
    /// The points, in order.
    ///
    /// A point that cannot be shown leaves a gap.
    public var samples: Samples
    /// The name for the legend; nil for none.
    public var name: String?
    /// The label that tells several paths apart in tables.
    public var number: String
    /// The colour.
    public var role: Role
    /// The opacity, from 0 (invisible) to 1.
    ///
    /// Pale paths are for comparison.
    public var opacity: Double
    /// The number of points from one arrowhead to the next; 0 for no arrowheads.
    public var arrows: Int
    /// The stage of each point, 1 to 5, shown by a dot at every fifth point; empty for none.
    public var stages: [Int]
    /// Names of the stages by their number.
    public var stageNames: [Int: String]

    /// Creates a path, by default with an arrowhead every twenty points.
    public init(
        _ samples: Samples,
        name: String? = nil,
        number: String = "",
        role: Role = .ink,
        opacity: Double = 1,
        arrows: Int = 20,
        stages: [Int] = [],
        stageNames: [Int: String] = [:]
    ) {
        self.samples = samples
        self.name = name
        self.number = number
        self.role = role
        self.opacity = opacity
        self.arrows = arrows
        self.stages = stages
        self.stageNames = stageNames
    }

    /// A line for the legend.
    public var key: Key? { name.map { Key($0, role: role, sample: .line(width: 1.25, .solid)) } }

    /// A table with a row for each point.
    public var records: DataTable? {
        let hasStages = stages.count == samples.count && !stages.isEmpty
        return DataTable(
            columns: ["path", "x", "y"] + (hasStages ? ["stage"] : []),
            rows: (0..<samples.count).map { index in
                [number, DataTable.number(samples.x(at: index)), DataTable.number(samples.y[index])]
                    + (hasStages ? ["\(stages[index])"] : [])
            }
        )
    }

    /// A table with the range of the path.
    public var digest: DataTable? {
        let x = (0..<samples.count).map { samples.x(at: $0) }.filter(\.isFinite)
        let y = samples.y.filter(\.isFinite)
        guard let left = x.min(), let right = x.max(), let low = y.min(), let high = y.max() else { return nil }
        return DataTable(
            columns: ["path", "points", "x", "y"],
            rows: [
                [
                    number, "\(samples.count)", "\(DataTable.cell(left)) to \(DataTable.cell(right))",
                    "\(DataTable.cell(low)) to \(DataTable.cell(high))",
                ]
            ]
        )
    }

    /// Widens the axes to hold all points.
    ///
    /// A pale path is cut at the limits that the others set.
    public func extend(x: inout Extent, y: inout Extent, axes: Axes) {
        guard opacity > 0.5 else { return }
        for index in 0..<samples.count where axes.x.admits(samples.x(at: index)) && axes.y.admits(samples.y[index]) {
            x.add(samples.x(at: index))
            y.add(samples.y[index])
        }
    }

    /// Draws the path, its arrowheads and the dots of its stages.
    public func draw(on canvas: inout Canvas) throws {
        let points = (0..<samples.count).map { index in
            Point(canvas.x.position(samples.x(at: index)), canvas.y.position(samples.y[index]))
        }
        var drawn = 0
        for piece in PathMark.pieces(points) {
            drawn += piece.count
            // A stroke of one point would be invisible.
            if piece.count == 1 { canvas.fill(.circle(piece[0], radius: 2), Paint(role, opacity: opacity)) }
            // Cairo is slow on long strokes.
            for start in stride(from: 0, to: piece.count, by: 400) {
                let part = piece[start..<min(start + 401, piece.count)]
                canvas.stroke(.polyline(part), Stroke(role, width: 1.25, cap: .round, opacity: opacity))
            }
            if opacity > 0.5 { canvas.avoid(line: piece) }
        }
        canvas.fill(heads(points), Paint(role, opacity: opacity))
        try drawStages(points, on: &canvas)
        var reduced = Reduced(unsorted: samples, canvas)
        reduced.summary.drawn = drawn
        reduced.summary.name = try name.map { try Typesetter.plain($0) } ?? ""
        canvas.summaries.append(reduced.summary)
        canvas.count(bad: reduced.summary)
    }

    /// The unbroken pieces, without points at the same position as the one before.
    private static func pieces(_ points: [Point]) -> [[Point]] {
        var pieces: [[Point]] = [[]]
        for point in points {
            guard point.x.isFinite, point.y.isFinite else {
                if !(pieces.last?.isEmpty ?? true) { pieces.append([]) }
                continue
            }
            if let last = pieces.last?.last, hypot(point.x - last.x, point.y - last.y) < 0.3 { continue }
            pieces[pieces.count - 1].append(point)
        }
        return pieces.filter { !$0.isEmpty }
    }

    private func heads(_ points: [Point]) -> Path {
        var path = Path()
        guard arrows > 0 else { return path }
        var last: Point?
        // The offset avoids multiples of five, where the dot of a stage would hide the arrowhead.
        for index in stride(from: arrows / 2 + 2, to: points.count, by: arrows) {
            let tip = points[index]
            // The direction is taken from a point visibly behind, and arrowheads at almost the same position are left
            // out.
            let behind = points[..<index].last { hypot(tip.x - $0.x, tip.y - $0.y) >= 2.5 || !$0.x.isFinite }
            guard let behind, behind.x.isFinite, behind.y.isFinite, tip.x.isFinite, tip.y.isFinite else { continue }
            if let last, hypot(tip.x - last.x, tip.y - last.y) < 12 { continue }
            last = tip
            let length = hypot(tip.x - behind.x, tip.y - behind.y)
            let (dx, dy) = ((tip.x - behind.x) / length, (tip.y - behind.y) / length)
            func corner(_ back: Double, _ side: Double) -> Point {
                Point(tip.x - back * dx - side * dy, tip.y - back * dy + side * dx)
            }
            path.add(.polygon([corner(-4.5, 0), corner(4.5, 4), corner(2.5, 0), corner(4.5, -4)]))
        }
        return path
    }

    /// Draws a dot at each fifth point and names each stage once, in the middle of its longest stretch.
    private func drawStages(_ points: [Point], on canvas: inout Canvas) throws {
        guard stages.count == points.count else { return }
        var longest: [Int: Range<Int>] = [:]
        var start = 0
        for index in points.indices {
            if index % 5 == 0, (1...5).contains(stages[index]), canvas.plot.contains(points[index]) {
                let dot = Path.circle(points[index], radius: 2.5)
                canvas.fill(dot, Paint(.area(stages[index])))
                canvas.stroke(dot, Stroke(role, width: 0.75))
            }
            if stages[index] != stages[start] { start = index }
            if index - start >= longest[stages[index]]?.count ?? 0 { longest[stages[index]] = start..<(index + 1) }
        }
        for (stage, stretch) in longest.sorted(by: { $0.key < $1.key }) where (1...5).contains(stage) {
            let middle = points[(stretch.lowerBound + stretch.upperBound) / 2]
            guard canvas.plot.contains(middle) else { continue }
            let words = ["\(stage)", stageNames[stage]].compactMap(\.self).joined(separator: " ")
            try canvas.note(words, role: .ink, near: middle, leader: true)
        }
    }
}
