#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The shape of a dot, by which series are told apart without their colours.
public enum DotShape: Sendable, Hashable, CaseIterable {
    case circle, square, triangle, diamond, invertedTriangle, plus, cross

    /// The shape of one of several series; after seven they come again.
    public static func of(_ index: Int) -> DotShape { allCases[index % allCases.count] }

    /// Adds the shape to a path; all shapes of one radius look about equally large.
    func add(to path: inout Path, at center: Point, radius: Double) {
        switch self {
        case .circle: path.addCircle(center, radius: radius)
        case .square: Self.add(Self.polygon(4, from: 0.125), &path, center, radius * 1.25)
        case .diamond: Self.add(Self.polygon(4, from: 0), &path, center, radius * 1.35)
        case .triangle: Self.add(Self.polygon(3, from: -0.25), &path, center, radius * 1.45)
        case .invertedTriangle: Self.add(Self.polygon(3, from: 0.25), &path, center, radius * 1.45)
        case .plus: Self.add(Self.arms(turn: 0), &path, center, radius * 1.4)
        case .cross: Self.add(Self.arms(turn: 0.5), &path, center, radius * 1.4)
        }
    }

    private static func add(_ corners: [Point], _ path: inout Path, _ center: Point, _ radius: Double) {
        for (index, corner) in corners.enumerated() {
            let point = Point(center.x + radius * corner.x, center.y + radius * corner.y)
            if index == 0 { path.move(to: point) } else { path.line(to: point) }
        }
        path.close()
    }

    /// The corners of a regular polygon about the origin; the first lies in a direction that counts in whole turns.
    private static func polygon(_ count: Int, from first: Double) -> [Point] {
        (0..<count).map { corner in
            let angle = 2 * Double.pi * (first + Double(corner) / Double(count))
            return Point(cos(angle), sin(angle))
        }
    }

    /// The corners of four arms about the origin; half a quarter's turn makes a cross of the plus.
    private static func arms(turn: Double) -> [Point] {
        let half = 0.28
        let arm = [Point(half, -half), Point(1, -half), Point(1, half)]
        return (0..<4).flatMap { quarter -> [Point] in
            let angle = (Double(quarter) + turn) * Double.pi / 2
            return arm.map { Point($0.x * cos(angle) - $0.y * sin(angle), $0.x * sin(angle) + $0.y * cos(angle)) }
        }
    }
}
