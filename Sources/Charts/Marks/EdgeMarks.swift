/// The signs that values are missing from a line.
///
/// They are marks on the plot's edge with a count, a ring before a NaN, and an arrow where the line leaves fixed
/// limits.
struct EdgeMarks {
    private let reduced: Reduced
    private let samples: Samples
    private let role: Role
    /// Whether each column holds a finite value.
    private var drawn: [Bool]

    init(_ reduced: Reduced, of samples: Samples, role: Role) {
        self.reduced = reduced
        drawn = Array(repeating: false, count: reduced.flaws.count)
        for column in reduced.pieces.joined() where drawn.indices.contains(column.index) { drawn[column.index] = true }
        self.samples = samples
        self.role = role
    }

    func draw(on canvas: inout Canvas) throws {
        let summary = reduced.summary
        if summary.bad > 0 {
            try drawFlaws(.nan, "NaN × \(summary.nan)", on: &canvas)
            try drawFlaws(.positiveInfinite, "∞ × \(summary.positiveInfinite)", on: &canvas)
            try drawFlaws(.negativeInfinite, "−∞ × \(summary.negativeInfinite)", on: &canvas)
            try drawFlaws(.nonPositive, "≤ 0 × \(summary.nonPositive)", on: &canvas)
            drawRings(on: &canvas)
        }
        if summary.outside > 0 {
            try drawArrows(upwards: true, on: &canvas)
            try drawArrows(upwards: false, on: &canvas)
        }
    }

    /// Runs of columns with a flaw, in pixels.
    ///
    /// Runs closer than `distance` are merged.
    private func runs(of flaw: Flaw, closer distance: Double, on canvas: Canvas) -> [(left: Double, right: Double)] {
        var runs: [(left: Double, right: Double)] = []
        var lastColumn = -1
        for (index, flaws) in reduced.flaws.enumerated() where flaws.contains(flaw) {
            let isUnbroken = flaw == .nan && lastColumn >= 0 && !drawn[lastColumn...index].contains(true)
            lastColumn = index
            let left = min(canvas.plot.left + Double(index) / 2, canvas.plot.right)
            let right = min(left + 0.5, canvas.plot.right)
            if let last = runs.last, isUnbroken || left - last.right < distance {
                runs[runs.count - 1].right = right
            } else {
                runs.append((left, right))
            }
        }
        return runs
    }

    private func drawFlaws(_ flaw: Flaw, _ text: String, on canvas: inout Canvas) throws {
        let runs = runs(of: flaw, closer: flaw == .nan ? 2 : 9, on: canvas)
        guard let first = runs.first else { return }
        let isAtTop = flaw == .nan || flaw == .positiveInfinite
        let edge = isAtTop ? canvas.plot.top : canvas.plot.bottom
        for run in runs {
            let middle = (run.left + run.right) / 2
            if flaw == .nan {
                let half = max(1.5, (run.right - run.left) / 2)
                canvas.fillAbove(
                    .rectangle(Box(left: middle - half, top: edge - 2, width: 2 * half, height: 4)),
                    Paint(role)
                )
            } else {
                let tip = isAtTop ? edge - 4 : edge + 4
                let count = 1 + Int((run.right - run.left) / 12)
                for place in 0..<count {
                    let x = run.left + (run.right - run.left) * (Double(place) + 0.5) / Double(count)
                    canvas.strokeAbove(EdgeMarks.triangle(x, tip: tip, base: edge + (isAtTop ? 3 : -3)), Stroke(role))
                }
            }
        }
        let middle = (first.left + first.right) / 2
        try canvas.note(text, role: .muted) { width, height in
            let top = isAtTop ? edge + 3 : edge - 5 - height
            let rooms = [middle + 6, middle - width / 2, middle - width - 6]
            return rooms.map { Point($0, top) } + rooms.map { Point($0, isAtTop ? top + height : top - height) }
        }
    }

    private static func triangle(_ x: Double, tip: Double, base: Double) -> Path {
        .polygon([Point(x, tip), Point(x + 4, base), Point(x - 4, base)])
    }

    /// Draws a ring around the last finite value before each visible gap of NaN.
    ///
    /// Rings that would touch are merged.
    private func drawRings(on canvas: inout Canvas) {
        var last = -Double.infinity
        for index in reduced.beforeNaN {
            let point = Point(canvas.x.position(samples.x(at: index)), canvas.y.position(samples.y[index]))
            guard canvas.plot.contains(point), point.x - last > 8 else { continue }
            last = point.x
            canvas.fillAbove(.circle(point, radius: 3.5), Paint(.page))
            canvas.strokeAbove(.circle(point, radius: 3.5), Stroke(role, width: 1.25))
        }
    }

    /// Draws an arrow for each excursion beyond the limits, with the true value of the largest.
    private func drawArrows(upwards: Bool, on canvas: inout Canvas) throws {
        var peaks: [(x: Double, value: Double)] = []
        var lastX = -Double.infinity
        for column in reduced.pieces.joined() {
            let index = upwards ? column.high : column.low
            let value = samples.y[index]
            guard upwards ? value > canvas.y.high : value < canvas.y.low else { continue }
            let x = canvas.x.position(samples.x(at: index))
            guard x >= canvas.plot.left, x <= canvas.plot.right else { continue }
            if x - lastX < 12, let peak = peaks.last {
                if upwards ? value > peak.value : value < peak.value { peaks[peaks.count - 1] = (x, value) }
            } else {
                peaks.append((x, value))
            }
            lastX = x
        }
        let edge = upwards ? canvas.plot.top : canvas.plot.bottom
        for peak in peaks {
            let tip = upwards ? edge - 5 : edge + 5
            canvas.fillAbove(EdgeMarks.triangle(peak.x, tip: tip, base: upwards ? edge + 2 : edge - 2), Paint(role))
        }
        let worst = upwards ? peaks.max { $0.value < $1.value } : peaks.min { $0.value < $1.value }
        guard let worst else { return }
        let text = DecimalNumber(worst.value, significant: 3).text
        try canvas.note(text, role: role) { width, height in
            let top = upwards ? edge + 2 : edge - 2 - height
            return [Point(worst.x + 7, top), Point(worst.x - 7 - width, top)]
        }
    }
}
