/// A short text at a point of the data, with a thin line to the point and a rim that keeps it legible.
public struct NoteMark: Mark {
    /// The text.
    ///
    /// It may hold formulas.
    public var text: String
    /// The point's x value.
    public var x: Double
    /// The point's y value.
    public var y: Double
    /// The colour of the text.
    public var role: Role
    /// The corner of the plot to put the note in; nil to put it at the point.
    public var corner: Corner?

    /// A corner of the plot.
    public enum Corner: String, Sendable, CaseIterable {
        /// Above, at the left.
        case topLeft = "top-left"
        /// Above, at the right.
        case topRight = "top-right"
        /// Below, at the left.
        case bottomLeft = "bottom-left"
        /// Below, at the right.
        case bottomRight = "bottom-right"
    }

    /// Creates a note at a point, by default in ink.
    public init(_ text: String, x: Double, y: Double, role: Role = .ink) {
        self.text = text
        self.x = x
        self.y = y
        self.role = role
    }

    /// Creates a muted note in a corner, such as the name of a quadrant.
    public init(_ text: String, in corner: Corner) {
        self.init(text, x: .nan, y: .nan, role: .muted)
        self.corner = corner
    }

    /// Requests a free position near the point or in the corner.
    public func draw(on canvas: inout Canvas) throws {
        if let corner {
            let plot = canvas.plot
            return try canvas.note(text, role: role) { width, height in
                let isLeft = corner == .topLeft || corner == .bottomLeft
                let isTop = corner == .topLeft || corner == .topRight
                return (0..<4).map { step in
                    let inset = Double(step) * (height + 2) + 4
                    return Point(
                        isLeft ? plot.left + 6 : plot.right - width - 6,
                        isTop ? plot.top + inset : plot.bottom - height - inset
                    )
                }
            }
        }
        let point = Point(canvas.x.position(x), canvas.y.position(y))
        guard canvas.plot.contains(point) else { return }
        try canvas.note(text, role: role, near: point, leader: true)
    }
}
