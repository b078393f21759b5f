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

    /// Creates a note; in ink unless said otherwise.
    public init(_ text: String, x: Double, y: Double, role: Role = .ink) {
        self.text = text
        self.x = x
        self.y = y
        self.role = role
    }

    /// Asks for a free place near the point.
    public func draw(on canvas: inout Canvas) throws {
        let point = Point(canvas.x.position(x), canvas.y.position(y))
        guard canvas.plot.contains(point) else { return }
        try canvas.note(text, role: role, near: point, leader: true)
    }
}
