@testable import Charts

/// A small generator with a fixed sequence, so that a failing case can be repeated.
struct Dice {
    private var state: UInt64

    init(_ seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    }

    /// A uniform number from 0 to 1.
    mutating func roll() -> Double {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Double(state >> 11) / 9_007_199_254_740_992
    }

    mutating func roll(_ count: Int) -> Int { min(Int(roll() * Double(count)), count - 1) }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[roll(elements.count)] }
}

/// A panel's axes without a figure around them.
struct Frame {
    var plot = Box(left: 60, top: 20, width: 640, height: 150)
    var x: Mapping
    var y: Mapping

    init(count: Int, low: Double, high: Double, scale: Scale = .linear) {
        x = Mapping(scale: .linear, low: 0, high: Double(count - 1), start: plot.left, end: plot.right)
        y = Mapping(scale: scale, low: low, high: high, start: plot.bottom, end: plot.top)
    }

    func shape(of y: [Double]) -> LineShape {
        let samples = Samples(y)
        let reduced = Reducer.reduce(samples, x: x, y: self.y)
        return LineShape(reduced, of: samples, x: x, y: self.y, plot: plot)
    }
}

extension Scene {
    /// Every point that Cairo would receive.
    var points: [Point] { Scene.points(of: items) }

    private static func points(of items: [Item]) -> [Point] {
        items.flatMap { item -> [Point] in
            switch item {
            case .fill(let path, _), .stroke(let path, _): path.points
            case .clip(_, let inner): points(of: inner)
            case .text(let text): [text.origin]
            case .picture(let picture):
                [
                    Point(picture.box.left, picture.box.top), Point(picture.box.right, picture.box.bottom),
                ]
            }
        }
    }

    /// The longest stroke, in vertices.
    var longestStroke: Int { Scene.longestStroke(of: items) }

    private static func longestStroke(of items: [Item]) -> Int {
        items.map { item in
            switch item {
            case .stroke(let path, _): path.points.count
            case .clip(_, let inner): longestStroke(of: inner)
            case .fill, .text, .picture: 0
            }
        }.max() ?? 0
    }

    /// The texts in the figure.
    var words: [String] { texts.map(\.label.plain) }
}

/// A figure of one line.
func figure(
    _ y: [Double],
    id: String = "fig",
    scale: Scale = .linear,
    limits: ClosedRange<Double>? = nil,
    name: String? = nil
) -> Figure {
    Figure(
        id: id,
        title: "Line over steps",
        description: "\(y.count) values.",
        x: Axis("step"),
        panels: [
            Panel("Loss", y: Axis(scale: scale, limits: limits), marks: [LineMark(Samples(y), name: name)])
        ]
    )
}
