import Testing

@testable import Charts

/// Paths, spreads of lines, rows of dots and named points.
@Suite struct Marks {
    private func figure(_ panels: [Panel], x: Axis = Axis("x"), columns: Int = 0) -> Figure {
        Figure(
            id: "marks",
            title: "t",
            description: "d",
            x: x,
            panels: panels,
            arrangement: columns > 0 ? .grid(columns: columns) : .stack
        )
    }

    private func rows(_ count: Int, seed: UInt64, zeros: Bool) -> RowsMark {
        var dice = Dice(seed)
        let rows = (0..<count).map { _ in
            (0..<5).map { _ in zeros && dice.roll() < 0.3 ? 0 : 10 * dice.roll() + 0.1 }
        }
        return RowsMark(rows, names: (0..<count).map { "remedy \($0)" }, isJittered: seed % 2 == 0)
    }

    @Test(arguments: [320.0, 400, 720, 1400]) func keepTheirLabelsApart(width: Double) throws {
        let names = (0..<40).map { "a remedy with number \($0)" }
        let axis = Axis("spikes", scale: .logOrZero(least: 0.1, gap: 0.4))
        let panels = (1...3).map { number in
            Panel(
                "workload \(number)",
                y: Axis(scale: .rows(names)),
                height: 40 * 18,
                marks: [
                    rows(40, seed: UInt64(number), zeros: true)
                ]
            )
        }
        #expect(try figure(panels, x: axis, columns: 3).render(width: width).scene.faults == [])
        var dice = Dice(8)
        for round in 0..<8 {
            let entries = (0..<(5 + 5 * round)).map { index in
                ScatterMark.Entry(x: dice.roll(), y: dice.roll() * dice.roll(), label: "remedy \(index)")
            }
            let panel = Panel(y: Axis("loss"), height: 300, marks: [ScatterMark(entries, hasFrontier: true)])
            #expect(try figure([panel]).render(width: width).scene.faults == [], "round \(round)")
        }
        let path = (0..<200).map { Double($0) * 0.05 }
        let circle = PathMark(
            Samples(x: path.map { 3 * $0 }, y: path.map { 1 + $0 * (10 - $0) }),
            stages: path.indices.map { 1 + $0 / 40 },
            stageNames: [1: "stable", 2: "decay", 3: "onset", 4: "growth", 5: "recovery"]
        )
        let corners = NoteMark.Corner.allCases.map { NoteMark("quadrant \($0.rawValue)", in: $0) as any Mark }
        let panel = Panel(y: Axis("y"), aspect: 1, marks: corners + [circle, RuleMark(1, label: "threshold")])
        #expect(try figure([panel]).render(width: min(width, 480)).scene.faults == [])
    }

    @Test func areAsHighAsTheyAreWide() throws {
        let panel = Panel(y: Axis(), aspect: 2, marks: [PathMark(Samples([0, 1, 0]))])
        var layout = try FigureLayout(figure([panel]), width: 600, typesetter: Typesetter())
        _ = try layout.scene()
        let plot = layout.plans[0].plot
        #expect(abs(plot.width / plot.height - 2) < 1e-9)
    }

    @Test func pointTheirArrowsTheWayThatThePathRuns() throws {
        func arrows(_ count: Int) throws -> Int {
            let path = PathMark(Samples(x: (0..<100).map(Double.init), y: (0..<100).map(Double.init)), arrows: count)
            return try figure([Panel(y: Axis(), marks: [path])]).render().scene.items.reduce(0) { $0 + heads(in: $1) }
        }
        #expect(try arrows(20) == 5 && arrows(50) == 2 && arrows(0) == 0)
    }

    @Test func showAPointThatIsAlone() throws {
        func dots(_ y: [Double]) throws -> Int {
            let path = PathMark(Samples(y), arrows: 0)
            return try figure([Panel(y: Axis(), marks: [path])]).render().scene.items.reduce(0) { $0 + heads(in: $1) }
        }
        #expect(try dots([1]) == 1 && dots([1, .nan, 2]) == 2)
        #expect(try dots([1, 2]) == 0 && dots([]) == 0)
    }

    /// The number of filled closed shapes.
    private func heads(in item: Scene.Item) -> Int {
        switch item {
        case .fill(let path, _): path.verbs.filter { $0 == .close }.count
        case .clip(_, let inner): inner.reduce(0) { $0 + heads(in: $1) }
        case .stroke, .text, .picture: 0
        }
    }

    @Test func letNoPalePathSetTheLimits() {
        var (x, y) = (Extent(), Extent())
        PathMark(Samples([5, 6]), opacity: 0.25).extend(x: &x, y: &y, axes: Axes(x: .linear, y: .linear))
        #expect(x.isEmpty && y.isEmpty)
        PathMark(Samples([5, 6])).extend(x: &x, y: &y, axes: Axes(x: .linear, y: .linear))
        #expect(y.low == 5 && y.high == 6)
    }

    @Test func showNoBandOfFewerThanFiveLines() {
        let lines = (0..<11).map { number in Samples((0..<20).map { Double(number) + Double($0) }) }
        #expect(SpreadMark(Array(lines.prefix(4))).series.count == 4)
        let spread = SpreadMark(lines, name: "loss")
        #expect(spread.series.map(\.name) == ["loss, 10 %", "loss, median", "loss, 90 %"])
        #expect(spread.series.map { $0.samples.y[3] } == [4, 8, 12])
        #expect(spread.key?.name == "loss: median, 10–90 % of 11")
    }

    /// Stretches that overlap are one area, short ones can be seen, and one without length is a line.
    @Test func shadeStretchesOfTheAxis() throws {
        let mark = StretchesMark([.init(20, 40), .init(30, 50), .init(70, 70.01), .init(99, nil), .init(60, 60)])
        let line = LineMark(Samples(x: [0, 100], y: [1, 2]), name: nil)
        let scene = try figure([Panel(y: Axis(), marks: [mark, line])]).render(width: 600).scene
        let items = scene.items.flatMap { item -> [Scene.Item] in
            if case .clip(_, let inner) = item { inner } else { [item] }
        }
        let shades = items.compactMap { item -> [Point]? in
            if case .fill(let path, let paint) = item, paint.colour == .role(.shade) { path.points } else { nil }
        }
        let widths = shades.map { points in
            (points.map(\.x).max() ?? 0) - (points.map(\.x).min() ?? 0)
        }
        #expect(shades.count == 3 && widths.allSatisfy { $0 > 2.9 })
        #expect(widths[0] > 9 * widths[1], "20 to 40 and 30 to 50 are 20 to 50")
        let beyond = StretchesMark([.init(200, 201), .init(.nan, 50), .init(300, nil)])
        let limited = try figure([Panel(y: Axis(), marks: [beyond, line])], x: Axis("x", limits: 0...100)).render(
            width: 600
        )
        let isShaded = limited.scene.items.contains { item in
            guard case .clip(_, let inner) = item else { return false }
            return inner.contains { if case .fill(_, let paint) = $0 { paint.colour == .role(.shade) } else { false } }
        }
        #expect(!isShaded, "what lies beyond the axis is not drawn")
        #expect(mark.key == nil && StretchesMark([.init(1, 2)], name: "event").key?.role == .shade)
        #expect(StretchesMark([.init(1, 1)], name: "restart").key?.role == .ink)
        #expect(StretchesMark([], name: "event").key == nil)
        #expect(mark.records?.rows.last == ["60", "60"] && mark.records?.rows[3] == ["99", ""])
    }

    @Test func drawTheFrontierOfThoseThatNoneBeats() {
        let entries = [(1.0, 5.0), (2, 3), (2, 4), (3, 3), (4, 1), (.nan, 0), (5, 2)].enumerated().map {
            ScatterMark.Entry(x: $1.0, y: $1.1, label: "\($0)")
        }
        #expect(ScatterMark(entries).frontier == [0, 1, 4])
        #expect(ScatterMark(entries, lowerIsBetter: (false, false)).frontier == [6, 3, 2, 0])
        // No point of the frontier is beaten by any other, and every other is.
        var dice = Dice(4)
        let many = (0..<60).map { ScatterMark.Entry(x: dice.roll(), y: dice.roll(), label: "\($0)") }
        let best = Set(ScatterMark(many).frontier)
        for index in many.indices {
            let isBeaten = many.contains { $0.x < many[index].x && $0.y < many[index].y }
            #expect(isBeaten != best.contains(index))
        }
    }

    @Test func namePointsWithoutCoveringAnother() throws {
        // Far too many labels for the room: some are left out, and the figure shows how many.
        let entries = (0..<60).map { ScatterMark.Entry(x: 1 + Double($0) * 1e-4, y: 1, label: "name \($0)") }
        let panel = Panel(y: Axis(limits: 0...2), height: 120, marks: [ScatterMark(entries)])
        let words = try figure([panel], x: Axis(limits: 0...2)).render().scene.words
        #expect(words.contains { $0.hasSuffix("names in the table only") })
    }

    @Test func keepAPlaceForZeroOnALogAxis() {
        let scale = Scale.logOrZero(least: 0.5, gap: 0.4)
        #expect(scale.admits(0) && !scale.admits(-1) && !scale.admits(.nan))
        #expect(scale.ruler(0) < scale.ruler(0.5) && scale.ruler(0.5) < scale.ruler(40))
        for value in [0, 0.5, 3, 700] {
            #expect(abs(scale.value(atRuler: scale.ruler(value)) - value) <= 1e-12 * value)
        }
        let mapping = Mapping(scale: scale, low: 0, high: 50, start: 0, end: 600)
        let ticks = Ticks(for: mapping, count: 6, spacing: 40)
        #expect(ticks.major.first?.label == "0" && ticks.major.count >= 3)
        #expect(
            ticks.major.map { mapping.position($0.value) } == ticks.major.map { mapping.position($0.value) }.sorted()
        )
    }

    @Test func setDotsOfOneRowApart() throws {
        func heights(_ isJittered: Bool) throws -> Set<Double> {
            let mark = RowsMark([[1, 1, 1, 1]], isJittered: isJittered)
            let shown = figure([Panel(y: Axis(scale: .rows(["a"])), height: 60, marks: [mark])])
            let circles = try shown.render().scene.items.compactMap { item -> Path? in
                if case .stroke(let path, _) = item, path.verbs.contains(.curve) { return path }
                return nil
            }
            return Set(
                circles.flatMap { path in path.points.enumerated().filter { $0.offset % 13 == 0 }.map(\.element.y) }
            )
        }
        #expect(try heights(false).count == 1 && heights(true).count == 4)
    }

    @Test func neverHandCairoAWildNumber() throws {
        var dice = Dice(12)
        let wild: [Double] = [.nan, .infinity, -.infinity, 0, -1, 1e300, -1e300, 5e-324, 1]
        for round in 0..<18 {
            let values = (0..<30).map { _ in dice.pick(wild + [dice.roll(), dice.roll()]) }
            let places = (0..<30).map { _ in dice.pick(wild + [dice.roll(), dice.roll()]) }
            let scale = dice.pick([Scale.linear, .log, .logOrZero(least: 0.1, gap: 0.4), .symlog(constant: 1)])
            let samples = Samples(x: places, y: values)
            let ramp = dice.pick([Ramp.sequential, .diverging])
            let colours = ColourScale("", of: values, ramp: ramp, isLog: round % 2 == 0, hasZero: round % 3 == 0)
            let cells = values.prefix(4).enumerated().map { (column: $0 % 2, row: $0 / 2, cell: HeatGrid.Cell($1)) }
            let names = ["a", "b"]
            let grid = HeatGrid(columns: names, rows: names, entries: cells)
            let steps = HeatGrid(steps: places, rows: names, row: places.indices.map { $0 % 2 }, values: values)
            let entries = zip(places, values).enumerated().map { index, point in
                // A name searches the whole plot for a position: five of thirty points have one.
                ScatterMark.Entry(x: point.0, y: point.1, label: index % 6 == 0 ? "name" : "")
            }
            let limits = round % 2 == 0 ? 0.2...0.8 : nil
            let plain: [any Mark] = [
                PathMark(samples, stages: values.indices.map { $0 % 6 }), ScatterMark(entries, hasFrontier: true),
                SpreadMark((0..<6).map { _ in Samples(values) }),
            ]
            var figures = [
                figure([Panel(y: Axis(scale: scale, limits: limits), marks: plain)], x: Axis(limits: limits)),
                figure([Panel(y: Axis(scale: .rows(names)), marks: [HeatMark(steps, colours: colours)])]),
                figure(
                    [Panel(y: Axis(scale: .rows(names)), marks: [RowsMark([values, places])])],
                    x: Axis(scale: scale)
                ),
            ]
            let heat = Panel(y: Axis(scale: .rows(names)), marks: [HeatMark(grid, colours: colours)])
            figures.append(figure([heat], x: Axis(scale: .rows(names))))
            for shown in figures {
                let rendering = try shown.render()
                #expect(rendering.scene.points.allSatisfy { abs($0.x) <= Path.reach && abs($0.y) <= Path.reach })
                #expect(!rendering.inlineSVG.contains("nan") && !rendering.inlineSVG.contains("inf"))
                _ = try (shown.table(), shown.csv())
            }
        }
    }

    @Test func leaveOutAndCountWhatLiesBeyondFixedLimits() throws {
        let rows = RowsMark([[1, 5, 50]])
        let shown = figure([Panel(y: Axis(scale: .rows(["a"])), height: 60, marks: [rows])], x: Axis(limits: 0...10))
        let rendering = try shown.render()
        #expect(rendering.summaries[0].outside == 1 && rendering.summaries[0].drawn == 2)
        #expect(rendering.scene.words.contains("1 of 3 beyond the axis"))
        let scatter = ScatterMark([.init(x: 1, y: 1, label: ""), .init(x: 1, y: 9, label: "far")])
        let points = try figure([Panel(y: Axis(limits: 0...2), marks: [scatter])]).render()
        #expect(points.summaries[0].outside == 1 && !points.scene.words.contains("far"))
    }

    @Test func standInOneColumnOnAPhone() throws {
        let panel = Panel("cell", y: Axis(), marks: [LineMark(Samples([0, 1, 2]))])
        let shown = figure(Array(repeating: panel, count: 4), columns: 2)
        let narrow = try FigureLayout(shown, width: 400, typesetter: Typesetter())
        let wide = try FigureLayout(shown, width: 720, typesetter: Typesetter())
        #expect(narrow.columns == 1 && wide.columns == 2)
    }

    @Test func giveTheirNumbersAsTables() throws {
        let scatter = ScatterMark([.init(x: 1, y: 2, label: "a, b")], hasFrontier: true)
        let shown = figure([Panel(y: Axis("loss"), marks: [scatter])], x: Axis("cost"))
        #expect(try shown.csv() == "point,cost,loss,frontier\n\"a, b\",1,2,yes\n")
        let rows = RowsMark([[3, 1, 2], []], names: ["a", "b"])
        let dots = figure([Panel(y: Axis(scale: .rows(["a", "b"])), marks: [rows])], x: Axis("spikes"))
        #expect(try dots.table().rows == [["a", "3", "1", "2", "3"], ["b", "0", "", "", ""]])
        #expect(try dots.csv() == "row,spikes\na,3\na,1\na,2\n")
    }
}
