/// Finds positions for labels within a plot, always clear of each other, and clear of lines where there is room.
struct NotePlacer {
    private let plot: Box
    private var obstacles: [Point]
    private var taken: [Box] = []
    private var leaders: [(from: Point, to: Point)] = []
    /// The number of names for which there was no position.
    private(set) var leftOut = 0

    init(plot: Box, obstacles: [Point]) {
        self.plot = plot
        self.obstacles = obstacles
    }

    /// Marks a box as occupied.
    mutating func occupy(_ box: Box) {
        taken.append(box)
    }

    /// The upper left corner for a note: the first of its wanted positions that is free, otherwise the best in the
    /// whole plot.
    ///
    /// Nil for an optional note that has no acceptable position.
    mutating func place(_ note: Canvas.Note) -> Point? {
        let size = (width: note.label.width, height: note.label.height)
        func box(_ corner: Point) -> Box {
            Box(left: corner.x, top: corner.y, width: size.width, height: size.height)
        }
        let wanted = note.places.map { moved($0, size) }
        var best = wanted.first ?? Point(plot.left, plot.top)
        var lowest = Double.infinity
        for (corner, original) in zip(wanted, note.places) {
            let cost =
                cost(of: box(corner), leaderTo: note.leaderTo) + abs(corner.y - original.y) + abs(corner.x - original.x)
                / 4
            if cost == 0 {
                taken.append(box(corner))
                return corner
            }
            if cost < lowest { (lowest, best) = (cost, corner) }
        }
        if lowest >= 6, let origin = wanted.first {
            for top in stride(from: plot.top + 2, through: max(plot.top + 2, plot.bottom - size.height), by: 6) {
                for left in stride(from: plot.left + 4, through: max(plot.left + 4, plot.right - size.width), by: 12) {
                    let way = (abs(left - origin.x) + abs(top - origin.y)) / (note.isOptional ? 4 : 40)
                    // The distance alone may already cost more than the best position so far.
                    guard way < lowest else { continue }
                    let cost = cost(of: box(Point(left, top)), leaderTo: note.leaderTo) + way
                    if cost < lowest { (lowest, best) = (cost, Point(left, top)) }
                }
            }
        }
        if note.isOptional, lowest >= NotePlacer.confusion {
            leftOut += 1
            return nil
        }
        taken.append(box(best))
        if let anchor = note.leaderTo { keepClear(ofLeaderFrom: anchor, to: box(best)) }
        return best
    }

    /// Marks a leader line as occupied, so that later labels and leader lines do not cross it.
    private mutating func keepClear(ofLeaderFrom anchor: Point, to box: Box) {
        let end = box.nearest(to: anchor)
        leaders.append((anchor, end))
        let pieces = max(1, Int(max(abs(end.x - anchor.x), abs(end.y - anchor.y)) / 4))
        for piece in 1...pieces {
            let share = Double(piece) / Double(pieces)
            obstacles.append(Point(anchor.x + share * (end.x - anchor.x), anchor.y + share * (end.y - anchor.y)))
        }
    }

    /// The cost from which a name would confuse more than its absence.
    private static let confusion = 60.0

    /// The cost of covering another label.
    private static let overlap = 10_000.0

    /// The corner moved so that the label lies within the plot, as far as it fits.
    private func moved(_ corner: Point, _ size: (width: Double, height: Double)) -> Point {
        Point(
            max(plot.left + 2, min(corner.x, plot.right - size.width - 2)),
            max(plot.top + 1, min(corner.y, plot.bottom - size.height - 1))
        )
    }

    /// The cost of a position.
    ///
    /// A leader line that crosses labels, dots or other lines costs more than a longer one that does not.
    private func cost(of box: Box, leaderTo anchor: Point?) -> Double {
        let own = cost(of: box)
        guard let anchor, own < NotePlacer.overlap else { return own }
        let end = box.nearest(to: anchor)
        let labels = taken.count { Clipping.cut(anchor, end, at: $0) != nil }
        let lines = leaders.count { NotePlacer.cross($0.from, $0.to, anchor, end) }
        return own + 30 * Double(labels + lines)
    }

    private static func cross(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> Bool {
        func side(_ p: Point, _ q: Point, _ r: Point) -> Double {
            (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)
        }
        return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
    }

    private func cost(of box: Box) -> Double {
        let room = box.grown(by: 2)
        let overlaps = taken.filter { $0.overlaps(room) }.count
        return Double(overlaps) * NotePlacer.overlap + Double(obstacles.filter { room.contains($0) }.count)
    }
}
