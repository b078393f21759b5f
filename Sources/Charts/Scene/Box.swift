/// A rectangle with horizontal and vertical edges in a figure, in CSS pixels.
public struct Box: Sendable, Hashable {
    /// Its left edge.
    public var left: Double
    /// Its upper edge.
    public var top: Double
    /// Its width.
    public var width: Double
    /// Its height.
    public var height: Double

    /// Creates a box.
    public init(left: Double, top: Double, width: Double, height: Double) {
        self.left = left
        self.top = top
        self.width = width
        self.height = height
    }

    /// Its right edge.
    public var right: Double { left + width }
    /// Its lower edge.
    public var bottom: Double { top + height }
    /// The vertical position of its middle.
    public var middle: Double { top + height / 2 }

    /// The box with every edge moved outwards by `distance`.
    public func grown(by distance: Double) -> Box {
        Box(left: left - distance, top: top - distance, width: width + 2 * distance, height: height + 2 * distance)
    }

    /// The point of the box that is nearest to a given one.
    func nearest(to point: Point) -> Point {
        Point(min(max(point.x, left), right), min(max(point.y, top), bottom))
    }

    /// Whether the two boxes overlap in more than an edge.
    public func overlaps(_ other: Box) -> Bool {
        left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }

    /// Whether the point lies inside or on the edge.
    public func contains(_ point: Point) -> Bool {
        point.x >= left && point.x <= right && point.y >= top && point.y <= bottom
    }
}
