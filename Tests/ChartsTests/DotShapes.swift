import Testing

@testable import Charts

/// The shapes by which series of dots are told apart without their colours.
@Suite struct DotShapes {
    private static func points(_ shape: DotShape) -> [Point] {
        var path = Path()
        shape.add(to: &path, at: Point(10, 20), radius: 4)
        return path.points
    }

    @Test func differFromEachOther() {
        let all = DotShape.allCases.map(Self.points)
        #expect(Set(all).count == all.count && all.count == 7)
        #expect((0..<7).map(DotShape.of) == DotShape.allCases && DotShape.of(7) == .circle)
    }

    /// Each is drawn about its centre, and none is much larger than another.
    @Test(arguments: DotShape.allCases) func standAtTheirCentreInOneSize(shape: DotShape) {
        let points = Self.points(shape)
        let distances = points.map { (($0.x - 10) * ($0.x - 10) + ($0.y - 20) * ($0.y - 20)).squareRoot() }
        #expect(distances.allSatisfy { $0 <= 1.5 * 4 } && (distances.max() ?? 0) >= 4)
        #expect(points.contains { $0.x < 10 } && points.contains { $0.x > 10 })
        #expect(points.contains { $0.y < 20 } && points.contains { $0.y > 20 })
    }

    /// A legend shows the shape that the plot has.
    @Test func standInTheLegend() {
        let mark = DotsMark(Samples([1, 2]), name: "a", shape: .diamond)
        #expect(mark.key?.sample == .dot(.diamond, isFilled: true))
    }
}
