/// The points of a panel that labels keep clear of, found by their places.
struct Obstacles: Sendable {
    private struct Cell: Hashable {
        var column: Int
        var row: Int
    }

    private static let size = 16.0
    private(set) var points: [Point] = []
    private var cells: [Cell: [Int]] = [:]

    /// Adds points.
    ///
    /// Those without a finite place are left out of the search, since no label can cover them.
    mutating func add(_ more: some Sequence<Point>) {
        for point in more {
            if let cell = Self.cell(of: point) { cells[cell, default: []].append(points.count) }
            points.append(point)
        }
    }

    /// The number of points in a box.
    func count(in box: Box) -> Int {
        var count = 0
        visit(box) { index in if box.contains(points[index]) { count += 1 } }
        return count
    }

    /// The number of points on a leader line, but for those at its two ends.
    func count(along start: Point, to end: Point) -> Int {
        let (dx, dy) = (end.x - start.x, end.y - start.y)
        let pieces = Int(max(abs(dx), abs(dy)) / 3)
        guard pieces > 4 else { return 0 }
        return (2...(pieces - 2)).reduce(0) { sum, piece in
            let share = Double(piece) / Double(pieces)
            let box = Box(left: start.x + share * dx - 1.5, top: start.y + share * dy - 1.5, width: 3, height: 3)
            return sum + count(in: box)
        }
    }

    /// The distance from a box to the nearest point, without those of `own`; `reach` if none is as near as that.
    func distance(to box: Box, without own: Range<Int>, within reach: Double) -> Double {
        var least = reach * reach
        visit(box.grown(by: reach)) { index in
            if !own.contains(index) { least = min(least, Self.square(points[index], box)) }
        }
        return least.squareRoot()
    }

    /// The point of a line that is nearest to a box, and its distance; nil for a line without points.
    func nearest(of line: Range<Int>, to box: Box) -> (point: Point, distance: Double)? {
        var best: (point: Point, square: Double)?
        for index in line where points[index].x.isFinite && points[index].y.isFinite {
            let square = Self.square(points[index], box)
            if square < best?.square ?? .infinity { best = (points[index], square) }
        }
        return best.map { ($0.point, $0.square.squareRoot()) }
    }

    private static func square(_ point: Point, _ box: Box) -> Double {
        let edge = box.nearest(to: point)
        return (edge.x - point.x) * (edge.x - point.x) + (edge.y - point.y) * (edge.y - point.y)
    }

    private static func cell(of point: Point) -> Cell? {
        guard abs(point.x) <= Path.reach, abs(point.y) <= Path.reach else { return nil }
        return Cell(column: Int((point.x / size).rounded(.down)), row: Int((point.y / size).rounded(.down)))
    }

    private func visit(_ box: Box, _ body: (Int) -> Void) {
        guard let first = Self.cell(of: Point(box.left, box.top)),
            let last = Self.cell(of: Point(box.right, box.bottom)), first.column <= last.column, first.row <= last.row
        else { return }
        for column in first.column...last.column {
            for row in first.row...last.row {
                for index in cells[Cell(column: column, row: row)] ?? [] { body(index) }
            }
        }
    }
}
