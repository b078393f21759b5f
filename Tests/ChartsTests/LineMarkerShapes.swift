import Testing

@testable import Charts

/// The shapes upon lines that would differ by their colours alone.
@Suite struct LineMarkerShapes {
    private func figure(_ lines: [LineMark], _ others: [any Mark] = []) -> Figure {
        let panel = Panel("Loss", y: Axis(), marks: lines.map { $0 as any Mark } + others)
        return Figure(id: "f", title: "t", description: "d", x: Axis("step"), panels: [panel])
    }

    private func line(_ level: Double, _ role: Role, _ shape: DotShape?) -> LineMark {
        LineMark(Samples((0..<200).map { level + Double($0) }), name: "a\(level)", role: role, shape: shape)
    }

    /// The colours in which shapes are filled over the plot.
    private func shapes(_ figure: Figure) throws -> Set<Paint> {
        Set(try figure.render().scene.items.compactMap { if case .fill(_, let paint) = $0 { paint } else { nil } })
    }

    @Test func standOnlyWhereColoursWouldBeTheOnlyDifference() throws {
        let (first, second) = (line(0, .series1, .diamond), line(30, .series2, .square))
        #expect(try shapes(figure([first])).isEmpty)
        #expect(try shapes(figure([first, second])) == [Paint(.series1), Paint(.series2)])
        #expect(try shapes(figure([first, line(60, .series1, .diamond)])).isEmpty)
        // Values in order have none: their ramp and the names at their ends tell them.
        #expect(try shapes(figure([line(0, .sweep1, nil), line(9, .sweep4, nil)])).isEmpty)
    }

    @Test func standAtDataAndNeverUponEachOther() throws {
        try Typesetters.shared.borrow { typesetter in
            let shown = figure(DotShape.allCases.map { line(0, .ink, $0) })
            var layout = try FigureLayout(shown, width: 720, typesetter: typesetter)
            _ = try layout.scene()
            let plot = layout.plans[0].plot
            let canvas = Canvas(
                plot: plot,
                x: layout.xMapping(over: plot),
                y: layout.plans[0].mapping(top: plot.top, height: plot.height),
                type: layout.type,
                naming: .legend,
                marksLines: true,
                typesetter: typesetter
            )
            let samples = Samples((0..<200).map(Double.init))
            let all = DotShape.allCases.flatMap { LineMarkers.points(on: samples, shape: $0, canvas) }
            #expect(all.count > 20 && all.allSatisfy(plot.contains))
            let places = all.map(\.x).sorted()
            #expect(zip(places, places.dropFirst()).allSatisfy { $1 - $0 > 7 })
            let steps = Set((0..<200).map { canvas.x.position(Double($0)) })
            #expect(all.allSatisfy { steps.contains($0.x) })
        }
    }

    @Test func standInTheLegendToo() throws {
        let marks = [line(0, .series1, .diamond), line(5, .series2, .square)]
        var grid = figure(marks)
        grid.arrangement = .grid(columns: 1)
        let filled = try grid.render().scene.items.filter { item in
            guard case .fill(let path, Paint(.series1)) = item else { return false }
            return path.points.allSatisfy { $0.y < 25 }
        }
        #expect(filled.count == 1)
    }
}
