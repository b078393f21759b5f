/// A line through a series.
///
/// Reduction of long series keeps every extreme. Values that cannot be drawn are marked and counted.
public struct LineMark: Mark {
    /// The numbers.
    public var samples: Samples
    /// The name, drawn at the line's end or in a legend; nil for none.
    public var name: String?
    /// The colour.
    public var role: Role
    /// The width in pixels.
    public var width: Double
    /// The dash pattern.
    public var dash: Dash
    /// The opacity, from 0 (invisible) to 1.
    ///
    /// Pale lines are for many runs at once.
    public var opacity: Double
    /// The shape set upon the line here and there, in figures where lines would differ by their colours alone.
    public var shape: DotShape?

    /// Creates a line.
    public init(
        _ samples: Samples,
        name: String? = nil,
        role: Role = .ink,
        width: Double = 1.25,
        dash: Dash = .solid,
        opacity: Double = 1,
        shape: DotShape? = nil
    ) {
        self.samples = samples
        self.name = name
        self.role = role
        self.width = width
        self.dash = dash
        self.opacity = opacity
        self.shape = shape
    }

    /// The one series.
    ///
    /// Without a name it takes its panel's title.
    public var series: [Series] { [Series(name ?? "", samples)] }

    /// A line for the legend.
    ///
    /// The name may be drawn at the line unless the line goes back and forth in x.
    public var key: Key? {
        name.map { name in
            Key(
                name,
                role: role,
                sample: .line(width: width, dash, shape),
                nameAtLine: samples.isSorted ? name : nil,
                needsNoLegend: samples.isSorted
            )
        }
    }

    /// Widens the axes to hold all values.
    public func extend(x: inout Extent, y: inout Extent, axes: Axes) {
        var places = samples.extent(on: axes.x)
        places.wantsAir = !samples.isSorted
        x.add(places)
        y.add(samples.y, on: axes.y)
    }

    /// Draws the line, then the marks for values that could not be drawn.
    public func draw(on canvas: inout Canvas) throws {
        let isSorted = samples.isSorted
        var reduced = isSorted ? Reducer.reduce(samples, x: canvas.x, y: canvas.y) : Reduced(unsorted: samples, canvas)
        let shape =
            isSorted
            ? LineShape(reduced, of: samples, x: canvas.x, y: canvas.y, plot: canvas.plot)
            : LineShape(unsorted: samples, x: canvas.x, y: canvas.y, plot: canvas.plot)
        let pen = Stroke(role, width: width, dash: dash, cap: dash == .dotted ? .butt : .round, opacity: opacity)
        for path in shape.lines { canvas.stroke(path, pen) }
        let bar = Stroke(role, width: width, cap: .square, opacity: opacity)
        for path in shape.bars { canvas.stroke(path, bar) }
        var dots = Path()
        for point in shape.dots { dots.addCircle(point, radius: max(2, 1.5 * width)) }
        canvas.fill(dots, Paint(role, opacity: opacity))
        let line = canvas.avoid(line: shape.vertices)
        if let marker = self.shape, canvas.marksLines, isSorted {
            let points = LineMarkers.points(on: samples, shape: marker, canvas)
            canvas.above += LineMarkers.items(marker, at: points, role: role)
        }

        reduced.summary.drawn = shape.vertices.count
        reduced.summary.method = shape.vertices.count < reduced.summary.points ? .minMax : .everyPoint
        reduced.summary.name = try name.map { try Typesetter.plain($0) } ?? ""
        canvas.summaries.append(reduced.summary)
        if !isSorted { canvas.count(bad: reduced.summary) }
        try EdgeMarks(reduced, of: samples, role: role).draw(on: &canvas)
        if let name, isSorted, canvas.naming != .legend, let end = end(of: reduced, shape, canvas) {
            try canvas.name(name, role: role, shape: self.shape, endingAt: end, line: line)
        }
    }

    private func end(of reduced: Reduced, _ shape: LineShape, _ canvas: Canvas) -> Point? {
        let last = reduced.pieces.last?.last.map { column in
            Point(canvas.x.position(samples.x(at: column.last)), canvas.y.position(samples.y[column.last]))
        }
        guard let end = last ?? shape.vertices.last else { return nil }
        return Point(min(end.x, canvas.plot.right), Clipping.clamp(end.y, in: canvas.plot))
    }
}

extension Reduced {
    /// The counts of a series that goes back and forth in x and is drawn point by point.
    init(unsorted samples: Samples, _ canvas: Canvas) {
        summary.points = samples.count
        for value in samples.y {
            if value.isNaN {
                summary.nan += 1
            } else if value == .infinity {
                summary.positiveInfinite += 1
            } else if value == -.infinity {
                summary.negativeInfinite += 1
            } else if canvas.y.scale.admits(value) {
                if !canvas.y.contains(value) { summary.outside += 1 }
                let range = summary.range ?? value...value
                summary.range = min(value, range.lowerBound)...max(value, range.upperBound)
            } else {
                summary.nonPositive += 1
            }
        }
    }
}
