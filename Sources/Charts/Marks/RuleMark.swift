/// A threshold: a straight line across the panel, always inside the limits and with a labelled tick.
public struct RuleMark: Mark {
    /// The direction of a threshold's line.
    public enum Direction: String, Sendable, CaseIterable { case horizontal, vertical }

    /// The marked value.
    public var value: Double
    /// The label at the line; nil for none.
    public var label: String?
    /// The line's direction: horizontal for a threshold of y.
    public var direction: Direction
    /// Its colour.
    public var role: Role
    /// Its dash pattern.
    public var dash: Dash

    /// Creates a threshold, by default horizontal, dashed and in ink.
    public init(
        _ value: Double,
        label: String? = nil,
        direction: Direction = .horizontal,
        role: Role = .ink,
        dash: Dash = .dashed
    ) {
        self.value = value
        self.label = label
        self.direction = direction
        self.role = role
        self.dash = dash
    }

    /// Adds the value to those that its axis must show.
    public func extend(x: inout Extent, y: inout Extent, axes: Axes) {
        if direction == .horizontal { y.required.append(value) } else { x.required.append(value) }
    }

    /// Draws the line, and its label where the data leave room.
    public func draw(on canvas: inout Canvas) throws {
        let plot = canvas.plot
        let pen = Stroke(role, width: 1.25, dash: dash)
        if direction == .horizontal {
            let y = canvas.y.position(value)
            guard y.isFinite else { return }
            canvas.stroke(.segment(Point(plot.left, y), Point(plot.right, y)), pen)
            let line = canvas.avoid(line: [Point(plot.left, y), Point(plot.right, y)])
            guard let label else { return }
            try canvas.note(label, role: role, line: line) { width, height in
                let columns = [plot.right - width - 4, plot.left + 6, plot.left + (plot.width - width) / 2]
                return columns.flatMap { [Point($0, y - height - 3), Point($0, y + 3)] }
            }
        } else {
            let x = canvas.x.position(value)
            guard x.isFinite else { return }
            canvas.stroke(.segment(Point(x, plot.top), Point(x, plot.bottom)), pen)
            let line = canvas.avoid(line: [Point(x, plot.top), Point(x, plot.bottom)])
            guard let label else { return }
            try canvas.note(label, role: role, line: line) { width, height in
                let rows = [plot.top + 2, plot.bottom - height - 2, plot.middle]
                return rows.flatMap { [Point(x + 5, $0), Point(x - 5 - width, $0)] }
            }
        }
    }
}
