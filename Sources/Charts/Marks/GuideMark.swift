/// A dotted line that shows a theoretical course, such as β2^t.
public struct GuideMark: Mark {
    /// The line.
    public var samples: Samples
    /// The label beside the line's end; nil for none.
    public var label: String?
    /// Its colour.
    public var role: Role
    /// Whether the line lies over the cells of a heat map and so needs a rim to be visible.
    public var isOverCells: Bool

    /// Creates a guide, by default muted.
    public init(_ samples: Samples, label: String? = nil, role: Role = .muted, isOverCells: Bool = false) {
        self.samples = samples
        self.label = label
        self.role = role
        self.isOverCells = isOverCells
    }

    /// A dashed line in the legend, for a guide whose label has no room among cells.
    public var key: Key? {
        isOverCells ? label.map { Key($0, role: .ink, sample: .line(width: 1.25, .dashed)) } : nil
    }

    /// Widens the y axis to hold the line.
    public func extend(x: inout Extent, y: inout Extent, axes: Axes) {
        y.add(samples.y, on: axes.y)
    }

    /// Draws the line with its label near the last point.
    public func draw(on canvas: inout Canvas) throws {
        guard samples.isSorted else { return }
        let reduced = Reducer.reduce(samples, x: canvas.x, y: canvas.y)
        let shape = LineShape(reduced, of: samples, x: canvas.x, y: canvas.y, plot: canvas.plot)
        if isOverCells {
            for piece in clear(shape.vertices, on: canvas) {
                canvas.stroke(.polyline(piece), Stroke(.page, width: 5, cap: .round))
                canvas.stroke(.polyline(piece), Stroke(.ink, width: 1.75, dash: .dashed))
            }
        } else {
            for path in shape.lines + shape.bars { canvas.stroke(path, Stroke(role, width: 1.5, dash: .dotted)) }
        }
        let visible = shape.vertices.filter { canvas.plot.contains($0) }
        let line = canvas.avoid(line: visible)
        guard !isOverCells, let label, let end = visible.last else { return }
        try canvas.note(label, role: role, near: end, line: line)
    }

    /// The parts of a line that run clear of the numbers in cells.
    private func clear(_ points: [Point], on canvas: Canvas) -> [[Point]] {
        let numbers = canvas.above.compactMap { item -> Box? in
            if case .text(let text) = item { text.box.grown(by: 1) } else { nil }
        }
        var pieces: [[Point]] = [[]]
        for (start, end) in zip(points, points.dropFirst()) {
            let steps = max(1, Int(max(abs(end.x - start.x), abs(end.y - start.y)) / 2))
            for step in 0...steps {
                let share = Double(step) / Double(steps)
                let point = Point(start.x + share * (end.x - start.x), start.y + share * (end.y - start.y))
                if numbers.contains(where: { $0.contains(point) }) {
                    if !(pieces.last?.isEmpty ?? true) { pieces.append([]) }
                } else {
                    pieces[pieces.count - 1].append(point)
                }
            }
        }
        // What is shorter than a dash would look like a point of the data.
        return pieces.filter { piece in
            guard let first = piece.first, let last = piece.last else { return false }
            return max(abs(last.x - first.x), abs(last.y - first.y)) >= 6
        }
    }
}
