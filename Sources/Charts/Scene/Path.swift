#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Lines and curves in CSS pixels.
///
/// Cairo keeps coordinates in 24.8 fixed point and does not report one that does not fit. A NaN becomes a false peak,
/// and a large number changes its sign. So every coordinate is checked here first.
public struct Path: Sendable, Hashable {
    enum Verb: UInt8, Sendable { case move, line, curve, close }

    /// The largest distance from the origin that a coordinate may have, in pixels.
    public static let reach = 32_000.0

    private(set) var verbs: [Verb] = []
    private(set) var points: [Point] = []

    /// An empty path.
    public init() {}

    /// Whether the path draws nothing.
    public var isEmpty: Bool { verbs.isEmpty }

    /// Starts a new piece.
    ///
    /// A point that is not finite is left out.
    public mutating func move(to point: Point) {
        append(.move, [point])
    }

    /// Draws a straight line from the last point.
    ///
    /// A point that is not finite is left out.
    public mutating func line(to point: Point) {
        append(verbs.isEmpty ? .move : .line, [point])
    }

    /// Draws a cubic curve from the last point.
    public mutating func curve(_ first: Point, _ second: Point, to point: Point) {
        append(.curve, [first, second, point])
    }

    /// Joins the last point with the start of its piece.
    public mutating func close() {
        verbs.append(.close)
    }

    private mutating func append(_ verb: Verb, _ added: [Point]) {
        guard added.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) else { return }
        verbs.append(verb)
        for point in added {
            let reach = Path.reach
            points.append(Point(min(max(point.x, -reach), reach), min(max(point.y, -reach), reach)))
        }
    }
}

extension Path {
    /// A straight line.
    public static func segment(_ start: Point, _ end: Point) -> Path {
        var path = Path()
        path.move(to: start)
        path.line(to: end)
        return path
    }

    /// A closed rectangle.
    public static func rectangle(_ box: Box) -> Path {
        polygon([
            Point(box.left, box.top), Point(box.right, box.top), Point(box.right, box.bottom),
            Point(box.left, box.bottom),
        ])
    }

    /// A closed polygon.
    public static func polygon(_ corners: [Point]) -> Path {
        var path = Path.polyline(corners)
        path.close()
        return path
    }

    /// Straight lines through the points.
    public static func polyline(_ points: some Sequence<Point>) -> Path {
        var path = Path()
        for point in points { path.line(to: point) }
        return path
    }

    /// Slanted lines across a box, which mark missing data.
    static func hatch(in box: Box) -> Path {
        var hatch = Path()
        for start in stride(from: box.left - box.height, to: box.right, by: 6) {
            let (from, to) = (max(start, box.left), min(start + box.height, box.right))
            guard from < to else { continue }
            hatch.move(to: Point(from, box.bottom - (from - start)))
            hatch.line(to: Point(to, box.bottom - (to - start)))
        }
        return hatch
    }

    /// A circle.
    public static func circle(_ center: Point, radius: Double) -> Path {
        var path = Path()
        path.addCircle(center, radius: radius)
        return path
    }

    /// Adds a circle as four cubic curves.
    public mutating func addCircle(_ center: Point, radius: Double) {
        let pull = radius * 0.5522847498
        let (x, y) = (center.x, center.y)
        move(to: Point(x + radius, y))
        curve(Point(x + radius, y + pull), Point(x + pull, y + radius), to: Point(x, y + radius))
        curve(Point(x - pull, y + radius), Point(x - radius, y + pull), to: Point(x - radius, y))
        curve(Point(x - radius, y - pull), Point(x - pull, y - radius), to: Point(x, y - radius))
        curve(Point(x + pull, y - radius), Point(x + radius, y - pull), to: Point(x + radius, y))
        close()
    }

    /// Adds all of another path.
    public mutating func add(_ other: Path) {
        verbs += other.verbs
        points += other.points
    }
}
