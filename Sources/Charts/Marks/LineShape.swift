/// A reduced series as shapes: polylines where columns hold few points, vertical bars where they hold many.
///
/// Cairo's time for a stroke grows faster than its length, and each join costs time. Bars have no joins.
struct LineShape {
    /// The largest number of vertices in one stroke.
    static let longest = 400

    /// Polylines, each short enough for one stroke.
    private(set) var lines: [Path] = []
    /// Vertical bars with square ends, in paths short enough for one stroke.
    private(set) var bars: [Path] = []
    /// Pieces that consist of a single point, which a line would not show.
    private(set) var dots: [Point] = []
    /// The vertices before straightening, for labels that keep clear of the line.
    private(set) var vertices: [Point] = []

    private let samples: Samples
    private let x: Mapping
    private let y: Mapping
    private let clip: Box
    private var run: [Point] = []
    private var pendingBars: [(x: Double, top: Double, bottom: Double)] = []

    init(_ reduced: Reduced, of samples: Samples, x: Mapping, y: Mapping, plot: Box) {
        self.samples = samples
        self.x = x
        self.y = y
        clip = plot.grown(by: 16)
        for piece in reduced.pieces { add(piece) }
        finishBars()
    }

    /// Creates the shape that joins all points in order, for series that go back and forth in x.
    init(unsorted samples: Samples, x: Mapping, y: Mapping, plot: Box) {
        self.samples = samples
        self.x = x
        self.y = y
        clip = plot.grown(by: 16)
        for index in 0..<samples.count {
            let point = pixel(index)
            guard point.x.isFinite && point.y.isFinite else {
                finishRun()
                continue
            }
            // Movements too small to see would only make the file larger.
            if let last = run.last, abs(last.x - point.x) < 0.2, abs(last.y - point.y) < 0.2 { continue }
            run.append(point)
        }
        finishRun()
    }

    private func pixel(_ index: Int) -> Point {
        Point(x.position(samples.x(at: index)), y.position(samples.y[index]))
    }

    private mutating func add(_ piece: [Column]) {
        var lastBar: Point?
        for column in piece {
            let (first, last) = (pixel(column.first), pixel(column.last))
            let (low, high) = (pixel(column.low), pixel(column.high))
            guard column.count > 3, low.y - high.y - abs(last.y - first.y) > 0.5 else {
                if let start = lastBar { run.append(start) }
                lastBar = nil
                appendVertices(of: column)
                continue
            }
            var bar = (x: abs(high.y - first.y) > abs(low.y - first.y) ? high.x : low.x, top: high.y, bottom: low.y)
            if let previous = lastBar {
                // Two bars that do not overlap are both extended to the middle of the gap.
                let middle = (previous.y + first.y) / 2
                bar.top = min(bar.top, middle)
                bar.bottom = max(bar.bottom, middle)
                if let before = pendingBars.indices.last {
                    pendingBars[before].top = min(pendingBars[before].top, middle)
                    pendingBars[before].bottom = max(pendingBars[before].bottom, middle)
                }
            } else if !run.isEmpty {
                run.append(first)
                finishRun()
            }
            pendingBars.append(bar)
            lastBar = last
        }
        finishRun()
    }

    private mutating func appendVertices(of column: Column) {
        let inner = [column.low, column.high].sorted()
        var previous = -1
        for index in [column.first] + inner + [column.last] where index != previous {
            run.append(pixel(index))
            previous = index
        }
    }

    private mutating func finishRun() {
        defer { run.removeAll(keepingCapacity: true) }
        guard run.count > 1 else {
            if let point = run.first, clip.contains(point) {
                dots.append(point)
                vertices.append(point)
            }
            return
        }
        for points in Clipping.pieces(of: run, in: clip) {
            vertices += points
            let corners = Straightening.vertices(of: points)
            var start = 0
            while start < corners.count - 1 {
                let end = min(start + LineShape.longest, corners.count - 1)
                lines.append(.polyline(corners[start...end]))
                start = end
            }
        }
    }

    private mutating func finishBars() {
        for start in stride(from: 0, to: pendingBars.count, by: LineShape.longest / 2) {
            var path = Path()
            for bar in pendingBars[start..<min(start + LineShape.longest / 2, pendingBars.count)] {
                guard bar.x >= clip.left, bar.x <= clip.right else { continue }
                let (top, bottom) = (Clipping.clamp(bar.top, in: clip), Clipping.clamp(bar.bottom, in: clip))
                path.move(to: Point(bar.x, top))
                path.line(to: Point(bar.x, bottom))
                vertices += [Point(bar.x, top), Point(bar.x, bottom)]
            }
            if !path.isEmpty { bars.append(path) }
        }
    }
}
