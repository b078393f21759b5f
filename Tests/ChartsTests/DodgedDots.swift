import Testing

@testable import Charts

/// Dots of several series at the same places along x stand side by side.
@Suite struct DodgedDots {
    private func figure(_ count: Int, places: [Double], scale: Scale = .linear, radius: Double = 3) -> Figure {
        let marks = (0..<count).map { index -> any Mark in
            let samples = Samples(x: places, y: places.map { _ in 1 })
            let slot = DotsMark.Slot(index, of: count)
            return DotsMark(samples, name: "s\(index)", role: .sweep(index, of: count), radius: radius, slot: slot)
        }
        return Figure(
            id: "f",
            title: "t",
            description: "d",
            x: Axis("x", scale: scale),
            panels: [Panel(y: Axis(), marks: marks)]
        )
    }

    /// The middles along x of the circles of each colour in the plot.
    private func middles(_ figure: Figure, width: Double) throws -> [[Double]] {
        let items = try figure.render(width: width).scene.items
        let paths = items.compactMap { item -> (Paint, Path)? in
            guard case .fill(let path, let paint) = item, path.points.count > 13 else { return nil }
            return (paint, path)
        }
        return paths.map { _, path in
            stride(from: 0, to: path.points.count, by: 13).map { start in
                let circle = path.points[start..<min(start + 13, path.points.count)].map(\.x)
                return ((circle.min() ?? 0) + (circle.max() ?? 0)) / 2
            }
        }
    }

    @Test(arguments: [400.0, 720], [2, 3, 5]) func lieOnNoOther(width: Double, count: Int) throws {
        let middles = try middles(figure(count, places: [1, 10, 100], scale: .log), width: width)
        #expect(middles.count == count && middles.allSatisfy { $0.count == 3 })
        for place in 0..<3 {
            let row = middles.map { $0[place] }
            #expect(zip(row, row.dropFirst()).allSatisfy { $1 - $0 >= 6 })
        }
        // They stand about their place, and farther from those of the next.
        let (first, second) = (middles.map { $0[0] }, middles.map { $0[1] })
        #expect((second.min() ?? 0) > (first.max() ?? 0) + 6)
    }

    @Test func keepTheirNumbers() throws {
        #expect(try figure(2, places: [1, 2]).csv().hasPrefix("x,s0,s1\n1,1,1\n2,1,1\n"))
    }

    @Test func shareTheRoomBetweenPlacesThatAreClose() throws {
        let places = (0..<12).map(Double.init)
        let middles = try middles(figure(7, places: places), width: 400)
        let all = middles.joined().sorted()
        #expect(Set(all).count == all.count)
        for place in 0..<11 {
            #expect((middles.map { $0[place] }.max() ?? 0) < (middles.map { $0[place + 1] }.min() ?? 0))
        }
    }
}
