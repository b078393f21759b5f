/// A filled band between two series over the same x positions, such as the range or quantiles over seeds.
public struct BandMark: Mark {
    /// The lower edge.
    public var low: Samples
    /// The upper edge, which has as many values as the lower.
    public var high: Samples
    /// What the band shows, with its level and n: "10–90 % of 12 seeds".
    public var name: String
    /// Its colour.
    public var role: Role
    /// The opacity, from 0 (invisible) to 1.
    public var opacity: Double

    /// Creates a band.
    ///
    /// The two series must have the same length.
    public init(low: Samples, high: Samples, name: String, role: Role = .ink, opacity: Double = 0.18) {
        precondition(low.count == high.count, "\(low.count) lower and \(high.count) upper values")
        self.low = low
        self.high = high
        self.name = name
        self.role = role
        self.opacity = opacity
    }

    /// The two edges.
    public var series: [Series] { [Series(name + ", low", low), Series(name + ", high", high)] }

    /// A small area for the legend.
    public var key: Key? { Key(name, role: role, sample: .area(opacity: 0.25)) }

    /// Widens the axes to hold both edges.
    public func extend(x: inout Extent, y: inout Extent, axes: Axes) {
        var places = low.extent(on: axes.x)
        places.wantsAir = false
        x.add(places)
        y.add(low.y, on: axes.y)
        y.add(high.y, on: axes.y)
    }

    /// Fills the area between the least lower and the greatest upper edge in each half-pixel column.
    public func draw(on canvas: inout Canvas) throws {
        // Where one edge cannot be shown, the band has a gap.
        var (low, high) = (self.low, self.high)
        for index in 0..<low.count where !canvas.y.scale.admits(low.y[index]) || !canvas.y.scale.admits(high.y[index]) {
            (low.y[index], high.y[index]) = (.nan, .nan)
        }
        let upper = Reducer.reduce(high, x: canvas.x, y: canvas.y)
        let lower = Reducer.reduce(low, x: canvas.x, y: canvas.y)
        for (top, bottom) in zip(upper.pieces, lower.pieces) {
            let edge = top.flatMap { points($0, $0.high, high, canvas) }
            let back = bottom.flatMap { points($0, $0.low, low, canvas) }
            canvas.fill(.polygon(edge + back.reversed()), Paint(role, opacity: opacity))
        }
        for (series, reduced) in zip(self.series, [lower, upper]) {
            var summary = reduced.summary
            summary.name = try Typesetter.plain(series.name)
            summary.drawn = reduced.pieces.joined().count
            summary.method = summary.drawn < summary.points ? .minMax : .everyPoint
            canvas.summaries.append(summary)
        }
    }

    private func points(_ column: Column, _ extreme: Int, _ samples: Samples, _ canvas: Canvas) -> [Point] {
        let clip = canvas.plot.grown(by: 16)
        return [column.first, column.last].prefix(column.count == 1 ? 1 : 2).map { index in
            Point(
                min(max(canvas.x.position(samples.x(at: index)), clip.left), clip.right),
                Clipping.clamp(canvas.y.position(samples.y[extreme]), in: clip)
            )
        }
    }
}
