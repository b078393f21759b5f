/// A digit as polylines in the unit square, y pointing down.
struct DigitGlyph {
    private typealias Point = (x: Double, y: Double)

    private let lines: [[Point]]

    /// The glyph of a digit from 0 to 9.
    init(_ digit: Int) {
        lines = Self.digits[digit]
    }

    /// The grey values of size × size pixels, row by row, from 0 to 1 for ink; the digit is moved by `right` and
    /// `down` pixels.
    func image(size: Int, thickness: Double, right: Double, down: Double) -> [Double] {
        let scale = Double(size)
        let reach = thickness * scale / 2 + 0.5
        let segments = lines.flatMap { zip($0, $0.dropFirst()) }
        var pixels: [Double] = []
        pixels.reserveCapacity(size * size)
        for row in 0..<size {
            for column in 0..<size {
                let point = (x: (Double(column) + 0.5 - right) / scale, y: (Double(row) + 0.5 - down) / scale)
                let square = segments.reduce(Double.infinity) { min($0, Self.squaredDistance(point, $1.0, $1.1)) }
                pixels.append(min(1, max(0, reach - square.squareRoot() * scale)))
            }
        }
        return pixels
    }

    private static func squaredDistance(_ point: Point, _ start: Point, _ end: Point) -> Double {
        let along = (x: end.x - start.x, y: end.y - start.y)
        let to = (x: point.x - start.x, y: point.y - start.y)
        let share = (to.x * along.x + to.y * along.y) / (along.x * along.x + along.y * along.y)
        let nearest = min(1, max(0, share))
        let (x, y) = (to.x - nearest * along.x, to.y - nearest * along.y)
        return x * x + y * y
    }

    private static let digits: [[[Point]]] = [
        [
            [
                (0.5, 0.1), (0.72, 0.2), (0.8, 0.5), (0.72, 0.8), (0.5, 0.9), (0.28, 0.8), (0.2, 0.5), (0.28, 0.2),
                (0.5, 0.1),
            ]
        ],
        [[(0.32, 0.28), (0.54, 0.1), (0.54, 0.9)]],
        [[(0.22, 0.28), (0.32, 0.14), (0.5, 0.1), (0.7, 0.16), (0.76, 0.32), (0.66, 0.52), (0.22, 0.9), (0.8, 0.9)]],
        [
            [
                (0.24, 0.16), (0.48, 0.1), (0.72, 0.18), (0.72, 0.38), (0.46, 0.48), (0.76, 0.6), (0.76, 0.8),
                (0.5, 0.9), (0.22, 0.82),
            ]
        ],
        [[(0.64, 0.9), (0.64, 0.1), (0.18, 0.64), (0.84, 0.64)]],
        [
            [
                (0.76, 0.1), (0.3, 0.1), (0.26, 0.46), (0.5, 0.4), (0.74, 0.5), (0.78, 0.7), (0.66, 0.86), (0.44, 0.9),
                (0.22, 0.82),
            ]
        ],
        [
            [
                (0.68, 0.12), (0.42, 0.24), (0.26, 0.5), (0.26, 0.74), (0.42, 0.9), (0.64, 0.88), (0.76, 0.72),
                (0.68, 0.54), (0.46, 0.5), (0.28, 0.64),
            ]
        ],
        [[(0.2, 0.1), (0.8, 0.1), (0.44, 0.9)]],
        [
            [
                (0.5, 0.48), (0.3, 0.38), (0.28, 0.2), (0.5, 0.1), (0.72, 0.2), (0.7, 0.38), (0.5, 0.48), (0.26, 0.6),
                (0.24, 0.8), (0.5, 0.9), (0.76, 0.8), (0.74, 0.6), (0.5, 0.48),
            ]
        ],
        [
            [
                (0.74, 0.38), (0.56, 0.5), (0.34, 0.46), (0.26, 0.28), (0.38, 0.12), (0.6, 0.1), (0.74, 0.24),
                (0.74, 0.5), (0.62, 0.76), (0.4, 0.9),
            ]
        ],
    ]
}
