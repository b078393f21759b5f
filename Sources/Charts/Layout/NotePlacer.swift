/// Finds positions for labels within a plot, always clear of each other, and clear of lines where there is room.
struct NotePlacer {
    /// A position for a label.
    struct Place {
        var box: Box
        /// Where the leader line starts and ends; nil for a label beside what it describes.
        var leader: (from: Point, to: Point)?
    }

    private let plot: Box
    private(set) var obstacles: Obstacles
    private var taken: [Box] = []
    private var leaders: [(from: Point, to: Point)] = []
    /// The number of names for which there was no position.
    private(set) var leftOut = 0

    init(plot: Box, obstacles: Obstacles) {
        self.plot = plot
        self.obstacles = obstacles
    }

    /// Marks a box as occupied.
    mutating func occupy(_ box: Box) {
        taken.append(box)
    }

    /// Whether a box lies in the plot and covers no label, line or dot.
    func isFree(_ box: Box) -> Bool {
        let room = box.grown(by: 2)
        return room.left >= plot.left && room.right <= plot.right && room.top >= plot.top && room.bottom <= plot.bottom
            && !taken.contains { $0.overlaps(room) } && obstacles.count(in: room) == 0
    }

    /// The position of a note: the first of its wanted positions that is free, otherwise the best in the whole plot.
    ///
    /// Nil for an optional note that has no acceptable position.
    mutating func place(_ note: Canvas.Note) -> Place? {
        let wanted = note.places.map { moved(note.box(at: $0)) }
        var best = wanted.first ?? note.box(at: Point(plot.left, plot.top))
        var lowest = Double.infinity
        for (box, original) in zip(wanted, note.places) where lowest > 0 {
            let way = abs(box.top - original.y) + abs(box.left - original.x) / 4
            let cost = cost(of: box, note) + way
            if cost < lowest { (lowest, best) = (cost, box) }
        }
        if lowest >= 6, let origin = wanted.first { search(note, from: origin, &lowest, &best) }
        if note.isOptional, lowest >= NotePlacer.confusion {
            leftOut += 1
            return nil
        }
        taken.append(best)
        let leader = leader(to: best, of: note)
        // A short leader of a note that nobody would confuse hinders no other label.
        if let leader, note.isOptional || note.line != nil { keepClear(of: leader) }
        return Place(box: best, leader: leader)
    }

    /// Looks through the whole plot for a position of lower cost.
    private func search(_ note: Canvas.Note, from origin: Box, _ lowest: inout Double, _ best: inout Box) {
        let size = note.box(at: Point(0, 0))
        for top in stride(from: plot.top + 2, through: max(plot.top + 2, plot.bottom - size.height), by: 6) {
            for left in stride(from: plot.left + 4, through: max(plot.left + 4, plot.right - size.width), by: 12) {
                let way = (abs(left - origin.left) + abs(top - origin.top)) / (note.isOptional ? 4 : 40)
                // The distance alone may already cost more than the best position so far.
                guard way < lowest else { continue }
                let box = note.box(at: Point(left, top))
                let cost = cost(of: box, note) + way
                if cost < lowest { (lowest, best) = (cost, box) }
            }
        }
    }

    /// The leader line that a label needs: one that is not beside what it describes, or nearer to something else.
    private func leader(to box: Box, of note: Canvas.Note) -> (from: Point, to: Point)? {
        if let anchor = note.anchor {
            // A name right beside its dot needs no leader line.
            return box.grown(by: NotePlacer.beside).contains(anchor) ? nil : (anchor, box.nearest(to: anchor))
        }
        guard let line = note.line, let own = obstacles.nearest(of: line, to: box) else { return nil }
        let other = obstacles.distance(to: box, without: line, within: NotePlacer.beside)
        guard own.distance >= NotePlacer.beside || own.distance > other else { return nil }
        return (own.point, box.nearest(to: own.point))
    }

    /// Marks a leader line as occupied, so that later labels and leader lines do not cross it.
    private mutating func keepClear(of leader: (from: Point, to: Point)) {
        leaders.append(leader)
        let (from, to) = leader
        let pieces = max(1, Int(max(abs(to.x - from.x), abs(to.y - from.y)) / 4))
        obstacles.add(
            (1...pieces).map { piece in
                let share = Double(piece) / Double(pieces)
                return Point(from.x + share * (to.x - from.x), from.y + share * (to.y - from.y))
            }
        )
    }

    /// The distance in pixels up to which a label is beside what it describes.
    static let beside = 9.0

    /// The cost from which a name would confuse more than its absence.
    private static let confusion = 60.0

    /// The cost of covering another label.
    private static let overlap = 10_000.0

    /// The box moved so that it lies within the plot, as far as it fits.
    private func moved(_ box: Box) -> Box {
        var box = box
        box.left = max(plot.left + 2, min(box.left, plot.right - box.width - 2))
        box.top = max(plot.top + 1, min(box.top, plot.bottom - box.height - 1))
        return box
    }

    /// The cost of a position: what the label covers, and what its leader line crosses.
    ///
    /// A leader line that crosses labels, dots or other lines costs more than a longer one that does not. A label that
    /// needs a leader line costs more than one beside what it describes.
    private func cost(of box: Box, _ note: Canvas.Note) -> Double {
        let room = box.grown(by: 2)
        let overlaps = taken.count { $0.overlaps(room) }
        let own = Double(overlaps) * NotePlacer.overlap + Double(obstacles.count(in: room))
        guard own < NotePlacer.overlap else { return own }
        if let anchor = note.leaderTo { return own + crossings(from: anchor, to: box.nearest(to: anchor)) }
        guard note.line != nil, let leader = leader(to: box, of: note) else { return own }
        return own + 8 + crossings(from: leader.from, to: leader.to)
    }

    private func crossings(from start: Point, to end: Point) -> Double {
        let labels = taken.count { Clipping.cut(start, end, at: $0) != nil }
        let lines = leaders.count { NotePlacer.cross($0.from, $0.to, start, end) }
        return 30 * Double(labels + lines) + 3 * Double(obstacles.count(along: start, to: end))
    }

    private static func cross(_ a: Point, _ b: Point, _ c: Point, _ d: Point) -> Bool {
        func side(_ p: Point, _ q: Point, _ r: Point) -> Double {
            (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)
        }
        return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
    }
}
