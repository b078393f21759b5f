/// Many lines over the same x positions, such as all events aligned.
///
/// It draws thin lines, their median, and the band of the middle 80 %. With fewer than five lines there is neither
/// median nor band.
public struct SpreadMark: Mark {
    /// The lines, each sorted by its x positions.
    public let lines: [Samples]
    /// What the lines are; nil for none.
    public var name: String?
    /// The colour.
    public var role: Role
    /// The shape set upon the median, in figures where lines would differ by their colours alone.
    public var shape: DotShape?

    /// The largest number of thin lines that are drawn.
    ///
    /// The median and the band use all lines.
    public static let mostLines = 60
    private let middle: (low: Samples, median: Samples, high: Samples)?

    /// Creates a spread.
    public init(_ lines: [Samples], name: String? = nil, role: Role = .series1, shape: DotShape? = nil) {
        self.lines = lines
        self.name = name
        self.role = role
        self.shape = shape
        middle = lines.count < 5 ? nil : SpreadMark.middle(of: lines)
    }

    /// The median and the edges of the band, or the lines themselves when there are fewer than five.
    public var series: [Series] {
        let start = name.map { $0 + ", " } ?? ""
        guard let middle else {
            return lines.enumerated().map { Series("\(start)line \($0 + 1)", $1) }
        }
        return [
            Series(start + "10 %", middle.low), Series(start + "median", middle.median),
            Series(start + "90 %", middle.high),
        ]
    }

    /// The name with what is drawn and the number of lines.
    private var title: String {
        let start = name.map { $0 + ": " } ?? ""
        guard middle != nil else { return start + (lines.count == 1 ? "one line" : "\(lines.count) lines") }
        let shown = lines.count > Self.mostLines ? ", \(Self.mostLines) drawn" : ""
        return start + "median, 10–90 % of \(lines.count)\(shown)"
    }

    /// A line for the legend, which says what the band is; the median may have its name beside it.
    public var key: Key? {
        Key(title, role: role, sample: .line(width: 1.75, .solid, shape), nameAtLine: middle == nil ? nil : name)
    }

    /// Widens the axes to hold all lines.
    public func extend(x: inout Extent, y: inout Extent, axes: Axes) {
        x.wantsAir = false
        for line in lines {
            x.add(line.extent(on: axes.x))
            y.add(line.y, on: axes.y)
        }
    }

    /// Draws the thin lines, then the band, then the median.
    public func draw(on canvas: inout Canvas) throws {
        let every = max(1.0, Double(lines.count) / Double(Self.mostLines))
        for number in 0..<min(lines.count, Self.mostLines) {
            let line = lines[Int(Double(number) * every)]
            try LineMark(line, role: role, width: 1, opacity: middle == nil ? 0.6 : 0.2).draw(on: &canvas)
        }
        guard let middle else { return }
        let band = try Typesetter.plain(name ?? "")
        try BandMark(low: middle.low, high: middle.high, name: band, role: role, opacity: 0.16).draw(on: &canvas)
        try LineMark(middle.median, name: name, role: role, width: 1.75, shape: shape).draw(on: &canvas)
    }

    /// The 10 %, 50 % and 90 % quantiles at each position where at least five lines have a value; NaN at the others.
    private static func middle(of lines: [Samples]) -> (low: Samples, median: Samples, high: Samples) {
        var values: [Double: [Double]] = [:]
        for line in lines {
            for index in 0..<line.count where line.y[index].isFinite {
                values[line.x(at: index), default: []].append(line.y[index])
            }
        }
        let places = values.keys.sorted()
        let columns = places.map { (values[$0] ?? []).sorted() }
        func samples(_ level: Double) -> Samples {
            Samples(x: places, y: columns.map { $0.count < 5 ? .nan : Quantile.at(level, of: $0) })
        }
        return (samples(0.1), samples(0.5), samples(0.9))
    }
}
