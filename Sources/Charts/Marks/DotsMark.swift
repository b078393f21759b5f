/// Single points: a scatter plot, or one dot for each seed.
public struct DotsMark: Mark {
    /// The numbers, in any order.
    public var samples: Samples
    /// The name for the legend; nil for none.
    public var name: String?
    /// The colour.
    public var role: Role
    /// The radius in pixels.
    public var radius: Double
    /// Whether the dots are filled.
    ///
    /// Open ones show how many lie on top of each other.
    public var isFilled: Bool
    /// The shape.
    public var shape: DotShape
    /// The series' place among those at the same x, beside which it is drawn; nil to draw each dot at its x.
    public var slot: Slot?

    /// The place of a series among several that share their places along x.
    public struct Slot: Sendable, Hashable {
        /// The place, from 0.
        public var index: Int
        /// The number of series.
        public var count: Int

        /// Creates a place.
        public init(_ index: Int, of count: Int) {
            self.index = index
            self.count = count
        }
    }

    /// Creates dots, by default filled and five pixels across.
    public init(
        _ samples: Samples,
        name: String? = nil,
        role: Role = .ink,
        radius: Double = 2.5,
        isFilled: Bool = true,
        shape: DotShape = .circle,
        slot: Slot? = nil
    ) {
        self.samples = samples
        self.name = name
        self.role = role
        self.radius = radius
        self.isFilled = isFilled
        self.shape = shape
        self.slot = slot
    }

    /// The one series.
    ///
    /// Without a name it takes its panel's title.
    public var series: [Series] { [Series(name ?? "", samples)] }

    /// A dot for the legend.
    public var key: Key? { name.map { Key($0, role: role, sample: .dot(shape, isFilled: isFilled)) } }

    /// Widens the axes to hold all dots, with a margin.
    public func extend(x: inout Extent, y: inout Extent, axes: Axes) {
        // Dots beside the outermost places need room too.
        if let slot { x.air = max(x.air, 0.02 * Double(slot.count)) }
        for index in 0..<samples.count where axes.x.admits(samples.x(at: index)) && axes.y.admits(samples.y[index]) {
            x.add(samples.x(at: index))
            y.add(samples.y[index])
        }
    }

    /// Draws the dots.
    ///
    /// Where many have the same position, one is drawn.
    public func draw(on canvas: inout Canvas) throws {
        var reduced = Reduced(unsorted: samples, canvas)
        var seen: Set<Point> = []
        var path = Path()
        var count = 0
        let shift = shift(on: canvas.x)
        for index in 0..<samples.count {
            var point = Point(canvas.x.position(samples.x(at: index)), canvas.y.position(samples.y[index]))
            guard canvas.plot.grown(by: radius).contains(point) else { continue }
            point.x += shift
            let spot = Point((point.x * 4).rounded(), (point.y * 4).rounded())
            guard seen.insert(spot).inserted else { continue }
            shape.add(to: &path, at: point, radius: radius)
            canvas.avoid([point])
            count += 1
            if count % 60 == 0 { draw(&path, on: &canvas) }
        }
        draw(&path, on: &canvas)
        reduced.summary.drawn = count
        reduced.summary.name = try name.map { try Typesetter.plain($0) } ?? ""
        canvas.summaries.append(reduced.summary)
        canvas.count(bad: reduced.summary)
    }

    /// How far the dots are drawn from their places, so that those of other series stand beside them.
    ///
    /// All series of a place take at most four fifths of the way to the next.
    private func shift(on x: Mapping) -> Double {
        guard let slot, slot.count > 1 else { return 0 }
        let span = Double(slot.count - 1)
        let places = Set((0..<samples.count).map { x.position(samples.x(at: $0)) }).filter(\.isFinite).sorted()
        let gap = zip(places, places.dropFirst()).map { $1 - $0 }.min() ?? .infinity
        let edges = [min(x.start, x.end), max(x.start, x.end)]
        let room = places.flatMap { place in edges.map { abs($0 - place) } }.min() ?? .infinity
        let step = min(2 * radius + 2, 0.8 * gap / Double(slot.count), 2 * room / span)
        return (Double(slot.index) - span / 2) * step
    }

    /// Draws what was gathered.
    private func draw(_ path: inout Path, on canvas: inout Canvas) {
        guard !path.isEmpty else { return }
        if isFilled {
            // The rims come first: over the dots, those of neighbours would leave little of a dot among many.
            canvas.above.append(.stroke(path, Stroke(.page, width: 1.5)))
            canvas.above.append(.fill(path, Paint(role)))
        } else {
            canvas.above.append(.stroke(path, Stroke(role, width: 1.25)))
        }
        path = Path()
    }
}
