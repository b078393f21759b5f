/// Leaves out vertices that an eye could not tell from the straight line through their neighbours.
///
/// A smooth curve needs a vertex in every half pixel for its extremes, but few of them for its shape. Most of a page's
/// bytes are such vertices.
enum Straightening {
    /// The furthest that a vertex which is left out may lie from the line, in pixels.
    static let tolerance = 0.1

    /// The vertices that remain, by the algorithm of Ramer, Douglas and Peucker; both ends are among them.
    static func vertices(of points: [Point]) -> [Point] {
        guard points.count > 2 else { return points }
        var remains = Array(repeating: false, count: points.count)
        (remains[0], remains[points.count - 1]) = (true, true)
        var pieces = [0..<points.count - 1]
        while let piece = pieces.popLast() {
            guard let corner = corner(of: points, between: piece.lowerBound, and: piece.upperBound) else { continue }
            remains[corner] = true
            pieces += [piece.lowerBound..<corner, corner..<piece.upperBound]
        }
        return zip(points, remains).filter(\.1).map(\.0)
    }

    /// The vertex that is furthest from the segment between two others; nil when all may be left out.
    private static func corner(of points: [Point], between first: Int, and last: Int) -> Int? {
        guard last - first > 1 else { return nil }
        let (start, end) = (points[first], points[last])
        let (dx, dy) = (end.x - start.x, end.y - start.y)
        let square = dx * dx + dy * dy
        var corner: Int?
        var furthest = tolerance * tolerance
        for index in first + 1..<last {
            let (x, y) = (points[index].x - start.x, points[index].y - start.y)
            let share = square > 0 ? min(max((x * dx + y * dy) / square, 0), 1) : 0
            let (awayX, awayY) = (x - share * dx, y - share * dy)
            let distance = awayX * awayX + awayY * awayY
            if distance > furthest { (furthest, corner) = (distance, index) }
        }
        return corner
    }
}
