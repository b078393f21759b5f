/// A few words at a point of the data, with a thin line to it and a rim that keeps them legible.
public struct NoteMark: Mark {
    /// What to say; it may hold maths.
    public var text: String
    /// The point's place.
    public var x: Double
    /// The point's value.
    public var y: Double
    /// The colour of the words.
    public var role: Role
    /// The corner of the plot that it stands in, instead of at a point; nil for the point.
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

    /// Creates a note; in ink unless said otherwise.
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

    /// Asks for a free place near the point, or in the corner.
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
