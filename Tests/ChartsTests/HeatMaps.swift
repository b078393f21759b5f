import Testing

@testable import Charts

/// Heat maps: cells of two settings, layers over steps.
@Suite struct HeatMaps {
    /// A sweep with values of several sizes, some zero, some cells without a run.
    private func sweep(columns: Int, rows: Int, seed: UInt64, corner: String? = "1/3 diverged") -> Figure {
        var dice = Dice(seed)
        var entries: [(column: Int, row: Int, cell: HeatGrid.Cell)] = []
        for index in 0..<(columns * rows) where dice.roll() < 0.9 {
            let value = dice.roll() < 0.2 ? 0 : dice.pick([0.01, 3.3, 870]) * dice.roll()
            let note = dice.roll() < 0.3 ? corner : nil
            entries.append((index % columns, index / columns, HeatGrid.Cell(value, corner: note)))
        }
        let grid = HeatGrid(
            columns: (0..<columns).map { "\(Double($0) / 1000)" },
            rows: (0..<rows).map { "row number \($0)" },
            entries: entries
        )
        let colours = ColourScale(
            "spikes per 1,000 steps",
            of: entries.map(\.cell.value),
            isLog: true,
            hasZero: true
        )
        let bound = GuideMark(Samples([0, Double(rows - 1)]), label: "bound by theory", isOverCells: true)
        let marks: [any Mark] = [HeatMark(grid, colours: colours), bound]
        return figure(marks, x: Axis("rate", scale: .rows(grid.columns)), rows: grid.rows)
    }

    private func figure(_ marks: [any Mark], x: Axis, rows: [String]) -> Figure {
        let panel = Panel(
            "Panel",
            y: Axis("decay rate", scale: .rows(rows)),
            height: Double(rows.count) * 34,
            marks: marks
        )
        return Figure(id: "heat", title: "t", description: "d", x: x, panels: [panel])
    }

    private func layers(steps: Int, _ value: (Int, Int) -> Double) -> HeatGrid {
        let names = ["input", "hidden", "output"]
        return HeatGrid(
            steps: (0..<steps).flatMap { step in names.map { _ in Double(step) } },
            rows: names,
            row: (0..<steps).flatMap { _ in names.indices },
            values: (0..<steps).flatMap { step in names.indices.map { value(step, $0) } }
        )
    }

    @Test(arguments: [320.0, 400, 720, 1400]) func keepTheirLabelsApart(width: Double) throws {
        for seed in 1...6 as ClosedRange<UInt64> {
            let shown = sweep(columns: 2 + Int(seed), rows: 1 + Int(seed), seed: seed)
            #expect(try shown.render(width: width).scene.faults == [], "seed \(seed)")
        }
        let grid = layers(steps: 2000) { step, row in Double((step * (row + 3)) % 700) / 100 - 3 }
        let colours = ColourScale("$\\log_{10} v$", of: [-3, 4], ramp: .diverging)
        let shown = figure([HeatMark(grid, colours: colours, ticks: [10, 900])], x: Axis("step"), rows: grid.rows)
        #expect(try shown.render(width: width).scene.faults == [])
    }

    @Test func writeNumbersOnlyWhereTheyFit() throws {
        let shown = sweep(columns: 6, rows: 4, seed: 3, corner: nil)
        let wide = try shown.render(width: 720).scene.words.count
        let narrow = try shown.render(width: 320).scene.words.count
        #expect(wide > narrow)
    }

    @Test func writeInkThatStandsOutFromEveryShade() {
        for ramp in [Ramp.sequential, .diverging] {
            for level in 0...254 as ClosedRange<UInt8> {
                let shade = Shade(ramp, level: level)
                #expect(shade.contrast(to: shade.ink) >= 4.5, "\(ramp) \(level)")
            }
        }
    }

    @Test func keepTheGreatestOfEachColumn() {
        // One spike of a single step among six thousand steps.
        let grid = layers(steps: 6000) { step, row in step == 4321 && row == 1 ? 7 : 0.5 }
        let values = grid.cells.map { $0?.value ?? .nan }
        #expect(grid.columns.count == 600 && grid.cells.count == 1800)
        #expect(values.filter { $0 == 7 }.count == 1)
        #expect(values[600..<1200].firstIndex(of: 7) == 600 + 432)
        let mean = HeatGrid(steps: [0, 1, 2], rows: ["a"], row: [0, 0, 0], values: [1, .nan, 3], reduction: .mean)
        #expect(mean.cells.map { $0?.value } == [1, nil, 3])
    }

    @Test func areOneForOneWithFewSteps() {
        let grid = layers(steps: 50) { step, row in Double(step + 100 * row) }
        #expect(grid.columns.count == 50)
        #expect(
            grid.cells.compactMap { $0?.value } == (0..<3).flatMap { row in (0..<50).map { Double($0 + 100 * row) } }
        )
        #expect(grid.span == -0.5...49.5)
    }

    @Test func hatchWhatIsMissingAndNotWhatIsZero() throws {
        func count(_ entries: [(column: Int, row: Int, cell: HeatGrid.Cell)]) throws -> Int {
            let grid = HeatGrid(columns: ["1", "2"], rows: ["a"], entries: entries)
            let colours = ColourScale("", of: [0, 1, 2], isLog: true, hasZero: true)
            let shown = figure([HeatMark(grid, colours: colours)], x: Axis(scale: .rows(["1", "2"])), rows: ["a"])
            let rendering = try shown.render()
            #expect(rendering.summaries[0].points == entries.count)
            return rendering.scene.points.count
        }
        let full = try count([(0, 0, .init(0)), (1, 0, .init(2))])
        #expect(try count([(0, 0, .init(0))]) > full)
        #expect(try count([(0, 0, .init(0)), (1, 0, .init(.nan))]) > full)
        #expect(try count([(0, 0, .init(0)), (1, 0, .init(-1))]) > full)
    }

    @Test func drawTheLineWhereADivergingScaleIsZero() {
        let grid = HeatGrid(steps: [0, 1, 2, 3], rows: ["a"], row: [0, 0, 0, 0], values: [-1, -2, 3, 4])
        let edges = grid.edges { $0.value > 0 }
        #expect(edges == [.init(from: .init(column: 2, row: 0), to: .init(column: 2, row: 1))])
        let same = HeatGrid(steps: [0, 1], rows: ["a", "b"], row: [0, 0], values: [1, 2])
        #expect(same.edges { $0.value > 0 }.isEmpty)
    }

    /// Black strokes are those of the contour alone.
    @Test func leaveOutALineWhereItWouldBeTooDense() throws {
        func hasContour(_ count: Int, width: Double) throws -> Bool {
            let values = (0..<count).map { $0 % 4 < 2 ? 1.0 : -1 }
            let grid = HeatGrid(
                steps: (0..<count).map(Double.init),
                rows: ["a"],
                row: values.map { _ in 0 },
                values: values
            )
            let heat = HeatMark(grid, colours: ColourScale("", of: values, ramp: .diverging))
            let items = try figure([heat], x: Axis("step"), rows: ["a"]).render(width: width).scene.items
            return items.contains { item in
                guard case .clip(_, let inner) = item else { return false }
                return inner.contains {
                    if case .stroke(_, let stroke) = $0 { stroke.paint == Paint(.black) } else { false }
                }
            }
        }
        #expect(try hasContour(200, width: 720) && !hasContour(200, width: 400))
        #expect(try hasContour(80, width: 400) && !hasContour(900, width: 720))
    }

    @Test func keepTheLineOfATheoryClearOfTheirNumbers() throws {
        let entries = (0..<25).map { (column: $0 % 5, row: $0 / 5, cell: HeatGrid.Cell(Double($0))) }
        let names = (1...5).map { "\($0)" }
        let heat = HeatMark(
            HeatGrid(columns: names, rows: names, entries: entries),
            colours: ColourScale("", of: [0, 24])
        )
        let line = GuideMark(Samples([0, 1.3, 2, 2.9, 4]), label: "fit", isOverCells: true)
        let shown = figure([heat, line], x: Axis(scale: .rows(names)), rows: names)
        let scene = try shown.render().scene
        let dashed = scene.items.flatMap { item -> [Path] in
            guard case .clip(_, let inner) = item else { return [] }
            return inner.compactMap {
                if case .stroke(let path, let pen) = $0, pen.dash == .dashed { path } else { nil }
            }
        }
        let numbers = scene.texts.filter { Double($0.label.plain) != nil && $0.box.left > 70 }.map(\.box)
        #expect(dashed.count > 1 && numbers.count >= 25)
        #expect(dashed.flatMap(\.points).allSatisfy { point in !numbers.contains { $0.contains(point) } })
    }

    @Test func haveZeroInTheMiddleOfADivergingScale() throws {
        for isLog in [false, true] {
            let scale = ColourScale("", of: [-2, 0.5, 7], ramp: .diverging, isLog: isLog)
            #expect(scale.limits == -7...7)
            #expect(scale.shade(of: 0)?.hex == "#F1F3F5")
            #expect(scale.shade(of: 7)?.hex == "#B93C04" && scale.shade(of: -7)?.hex == "#133D76")
        }
        let logarithmic = ColourScale("", of: [1, 100], isLog: true)
        let middle = try #require(logarithmic.shade(of: 10))
        #expect(abs(Int(middle.level) - 127) <= 1)
        #expect(logarithmic.shade(of: 0) == nil && logarithmic.shade(of: -1) == nil)
    }

    @Test(arguments: [Double.leastNonzeroMagnitude, 1e-310, 1, Double.greatestFiniteMagnitude, 0, .nan, .infinity])
    func areDrawnOfOneValueWhateverItsSize(value: Double) throws {
        for ramp in [Ramp.sequential, .diverging] {
            for isLog in [false, true] {
                let scale = ColourScale("", of: [value], ramp: ramp, isLog: isLog)
                #expect(scale.limits.lowerBound.isFinite && scale.limits.upperBound.isFinite)
                #expect(scale.limits.lowerBound < scale.limits.upperBound)
                let grid = HeatGrid(columns: ["1"], rows: ["a"], entries: [(0, 0, .init(value))])
                let shown = figure([HeatMark(grid, colours: scale)], x: Axis(scale: .rows(["1"])), rows: ["a"])
                #expect(try shown.render().scene.words.contains("hatched:") == (scale.shade(of: value) == nil))
            }
        }
    }

    @Test func areSmallAndOfTheSameBytes() throws {
        var dice = Dice(5)
        let noise = (0..<1200 * 3).map { _ in dice.roll() - 0.5 }
        let grid = layers(steps: 1200) { step, row in noise[step * 3 + row] }
        let colours = ColourScale("noise", of: noise, ramp: .diverging)
        let shown = figure([HeatMark(grid, colours: colours)], x: Axis("step"), rows: grid.rows)
        let svg = try shown.render().inlineSVG
        #expect(svg.utf8.count < 150_000)
        #expect(svg.contains("image-rendering:pixelated") && svg.contains("data:image/png;base64,"))
        #expect(try shown.render().inlineSVG == svg)
    }

    @Test func keepTheColoursOfValuesInTheDark() throws {
        let rendering = try sweep(columns: 3, rows: 3, seed: 1).render()
        let fills = rendering.inlineSVG.matches(of: #/fill="(#[0-9A-F]{6})"/#).map { String($0.output.1) }
        let shades = Set((0...254 as ClosedRange<UInt8>).map { Shade(.sequential, level: $0).hex })
        #expect(!fills.isEmpty && Set(fills).isSubset(of: shades.union(["#000000", "#FFFFFF"])))
        #expect(rendering.inlineSVG.contains("var(--chart-page,#FFFFFF)"))
    }

    @Test func giveTheirCellsAsTableAndAsCSV() throws {
        let entries: [(column: Int, row: Int, cell: HeatGrid.Cell)] = [
            (0, 0, .init(1.25, corner: "1/3")), (1, 1, .init(0)),
        ]
        let grid = HeatGrid(columns: ["0.1", "0.2"], rows: ["b", "a"], entries: entries)
        let mark = HeatMark(grid, colours: ColourScale("", of: [1.25, 0]))
        let shown = figure([mark], x: Axis("rate", scale: .rows(grid.columns)), rows: grid.rows)
        let table = try shown.table()
        #expect(table.columns == ["decay rate", "0.1", "0.2"])
        #expect(table.rows == [["b", "1.25 (1/3)", ""], ["a", "", "0"]])
        #expect(try shown.csv() == "rate,decay rate,value,note\n0.1,b,1.25,1/3\n0.2,a,0,\n")
    }
}
