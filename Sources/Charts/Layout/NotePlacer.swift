/// Finds places for labels within a plot: clear of each other always, and of lines where there is room.
struct NotePlacer {
    private let plot: Box
    private let obstacles: [Point]
    private var taken: [Box] = []

    init(plot: Box, obstacles: [Point]) {
        self.plot = plot
        self.obstacles = obstacles
    }

    /// Marks a box as not free.
    mutating func occupy(_ box: Box) {
        taken.append(box)
    }

    /// The upper left corner for a note: the first clean place it asks for, else the best of the whole plot.
    mutating func place(_ note: Canvas.Note) -> Point {
        let size = (width: note.label.width, height: note.label.height)
        func box(_ corner: Point) -> Box {
            Box(left: corner.x, top: corner.y, width: size.width, height: size.height)
        }
        let wanted = note.places.map { moved($0, size) }
        var best = wanted.first ?? Point(plot.left, plot.top)
        var lowest = Double.infinity
        for (corner, original) in zip(wanted, note.places) {
            let cost = cost(of: box(corner)) + abs(corner.y - original.y) + abs(corner.x - original.x) / 4
            if cost == 0 {
                taken.append(box(corner))
                return corner
            }
            if cost < lowest { (lowest, best) = (cost, corner) }
        }
        if lowest >= 6, let origin = wanted.first {
            for top in stride(from: plot.top + 2, through: max(plot.top + 2, plot.bottom - size.height), by: 6) {
                for left in stride(from: plot.left + 4, through: max(plot.left + 4, plot.right - size.width), by: 12) {
                    let distance = abs(left - origin.x) + abs(top - origin.y)
                    let cost = cost(of: box(Point(left, top))) + distance / 40
                    if cost < lowest { (lowest, best) = (cost, Point(left, top)) }
                }
            }
        }
        taken.append(box(best))
        return best
    }

    /// Within the plot, as far as the label fits at all.
    private func moved(_ corner: Point, _ size: (width: Double, height: Double)) -> Point {
        Point(
            max(plot.left + 2, min(corner.x, plot.right - size.width - 2)),
            max(plot.top + 1, min(corner.y, plot.bottom - size.height - 1))
        )
    }

    private func cost(of box: Box) -> Double {
        let room = box.grown(by: 2)
        let overlaps = taken.filter { $0.overlaps(room) }.count
        return Double(overlaps) * 10_000 + Double(obstacles.filter { room.contains($0) }.count)
    }
}
