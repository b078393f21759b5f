#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A horizontal dot plot: one row for each setting, an open dot for each seed, and a tick at the median.
///
/// It belongs in a panel whose y axis has the scale `rows`, with as many names.
public struct RowsMark: Mark {
    /// The values of each row, top row first.
    public var rows: [[Double]]
    /// The names of the rows, for the tables.
    public var names: [String]
    /// Whether dots of one row are spread vertically, so that dots of equal value do not hide each other.
    public var isJittered: Bool
    /// What the dots show, for the legend; nil for none.
    public var name: String?
    /// The colour of the dots.
    public var role: Role
    /// The colours of the dots of each row; empty for one colour.
    public var roles: [Role]
    /// An interval for each row, such as a bootstrap interval of the median; empty or nil for none.
    public var intervals: [ClosedRange<Double>?]

    /// Creates rows.
    public init(
        _ rows: [[Double]],
        names: [String] = [],
        isJittered: Bool = false,
        name: String? = nil,
        role: Role = .series2,
        roles: [Role] = [],
        intervals: [ClosedRange<Double>?] = []
    ) {
        self.rows = rows
        self.names = names
        self.isJittered = isJittered
        self.name = name
        self.role = role
        self.roles = roles
        self.intervals = intervals
    }

    /// A table with a row for each dot.
    public var records: DataTable? {
        DataTable(
            columns: ["row", "x"],
            rows: rows.enumerated().flatMap { index, values in
                values.map { [rowName(index), DataTable.number($0)] }
            }
        )
    }

    /// A table with a row for each row of dots.
    public var digest: DataTable? {
        DataTable(
            columns: ["row", "n", "min", "median", "max"],
            rows: rows.enumerated().map { index, values in
                let good = values.filter(\.isFinite)
                let numbers = [good.min(), RowsMark.median(good), good.max()].map { $0.map(DataTable.cell) ?? "" }
                return [rowName(index), "\(good.count)"] + numbers
            }
        )
    }

    private func role(ofRow index: Int) -> Role { roles.indices.contains(index) ? roles[index] : role }

    private func rowName(_ index: Int) -> String { names.indices.contains(index) ? names[index] : "\(index + 1)" }

    /// An open dot for the legend.
    public var key: Key? { name.map { Key($0, role: role, sample: .dot(.circle, isFilled: false)) } }

    /// Widens the x axis to hold all values.
    public func extend(x: inout Extent, y: inout Extent, axes: Axes) {
        for value in rows.joined() where axes.x.admits(value) { x.add(value) }
        for case .some(let interval) in intervals where axes.x.admits(interval.lowerBound) {
            x.add(interval.lowerBound)
            x.add(interval.upperBound)
        }
    }

    /// Draws each row.
    ///
    /// Values that the axis cannot show are counted at its right end.
    public func draw(on canvas: inout Canvas) throws {
        var summary = Summary()
        summary.name = try Typesetter.plain(name ?? "value")
        for (index, row) in rows.enumerated() {
            let y = canvas.y.position(Double(index))
            let admitted = row.filter { canvas.x.scale.admits($0) }
            let good = admitted.filter { canvas.x.contains($0) }
            drawInterval(index, y, on: &canvas)
            var dots = Path()
            for (number, value) in good.enumerated() {
                dots.addCircle(Point(canvas.x.position(value), y + jitter(number, on: canvas)), radius: 3)
                // Cairo is slow on long strokes.
                if number % 60 == 59 {
                    canvas.strokeAbove(dots, Stroke(role(ofRow: index), width: 1.25))
                    dots = Path()
                }
            }
            canvas.avoid(good.map { Point(canvas.x.position($0), y) })
            canvas.strokeAbove(dots, Stroke(role(ofRow: index), width: 1.25))
            if let median = RowsMark.median(good) {
                let x = canvas.x.position(median)
                canvas.avoid(line: [Point(x, y - 8), Point(x, y + 8)])
                canvas.strokeAbove(.segment(Point(x, y - 8), Point(x, y + 8)), Stroke(.ink, width: 2))
            }
            let (missing, outside) = (row.count - admitted.count, admitted.count - good.count)
            let words = [
                missing > 0 ? "\(missing) of \(row.count) without a value" : nil,
                outside > 0 ? "\(outside) of \(row.count) beyond the axis" : nil,
            ].compactMap(\.self).joined(separator: ", ")
            if !words.isEmpty {
                let plot = canvas.plot
                try canvas.note(words, role: .muted) { width, height in
                    [Point(plot.right - width - 4, y - height / 2), Point(plot.left + 5, y - height / 2)]
                }
            }
            summary.points += row.count
            summary.drawn += good.count
            summary.outside += outside
            summary.nan += row.filter(\.isNaN).count
            if let low = good.min(), let high = good.max() {
                let range = summary.range ?? low...high
                summary.range = min(low, range.lowerBound)...max(high, range.upperBound)
            }
        }
        canvas.summaries.append(summary)
    }

    /// The vertical offset of a dot from the middle of its row.
    ///
    /// Offsets follow multiples of the golden ratio modulo 1, which never repeat.
    private func jitter(_ number: Int, on canvas: Canvas) -> Double {
        guard isJittered else { return 0 }
        let turn = (Double(number) * 0.618_033_988_75).truncatingRemainder(dividingBy: 1) - 0.5
        return turn * 0.55 * canvas.y.length / Double(max(rows.count, 1))
    }

    private func drawInterval(_ index: Int, _ y: Double, on canvas: inout Canvas) {
        guard intervals.indices.contains(index), let interval = intervals[index] else { return }
        let (left, right) = (canvas.x.position(interval.lowerBound), canvas.x.position(interval.upperBound))
        canvas.stroke(.segment(Point(left, y), Point(right, y)), Stroke(role(ofRow: index), width: 5, opacity: 0.25))
    }

    private static func median(_ values: [Double]) -> Double? {
        let sorted = values.sorted()
        guard let upper = sorted.dropFirst(sorted.count / 2).first else { return nil }
        return sorted.count % 2 == 1 ? upper : (sorted[sorted.count / 2 - 1] + upper) / 2
    }
}
