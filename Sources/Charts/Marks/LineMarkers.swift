/// The shapes set upon lines here and there, by which lines are told apart without their colours.
enum LineMarkers {
    /// The distance between two shapes of a line.
    private static let spacing = 96.0

    /// Whether a figure has a panel whose lines differ by their colours alone.
    static func areNeeded(in figure: Figure) -> Bool {
        figure.panels.contains { panel in
            let lines = panel.marks.compactMap(\.key).filter { if case .line = $0.sample { true } else { false } }
            let hasShape = lines.contains { if case .line(_, _, .some) = $0.sample { true } else { false } }
            return hasShape && Set(lines.map(\.role)).count > 1
        }
    }

    /// The data points nearest to places at equal distances; those of other shapes lie between them.
    static func points(on samples: Samples, shape: DotShape, _ canvas: Canvas) -> [Point] {
        guard samples.count > 0 else { return [] }
        let order = Double(DotShape.allCases.firstIndex(of: shape) ?? 0)
        let shift = spacing * (order / Double(DotShape.allCases.count) + 0.15)
        var last = -1
        return stride(from: canvas.plot.left + shift, to: canvas.plot.right, by: spacing).compactMap { place in
            let index = nearest(to: place, samples, canvas.x)
            guard index != last else { return nil }
            last = index
            let point = Point(canvas.x.position(samples.x(at: index)), canvas.y.position(samples.y[index]))
            return canvas.plot.contains(point) ? point : nil
        }
    }

    /// The sample whose x is nearest to a pixel position, by bisection.
    private static func nearest(to place: Double, _ samples: Samples, _ x: Mapping) -> Int {
        var (low, high) = (0, samples.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if x.position(samples.x(at: middle)) < place { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return low }
        let (before, after) = (x.position(samples.x(at: low - 1)), x.position(samples.x(at: low)))
        return place - before < after - place ? low - 1 : low
    }

    /// The shapes at some points, each with a rim.
    static func items(_ shape: DotShape, at points: [Point], role: Role) -> [Scene.Item] {
        guard !points.isEmpty else { return [] }
        var path = Path()
        for point in points { shape.add(to: &path, at: point, radius: 3) }
        return [.fill(path, Paint(role)), .stroke(path, Stroke(.page, width: 0.75))]
    }
}
