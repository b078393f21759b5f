import Testing

@testable import Charts

/// The names of lines: at their ends, beside them in the plot, or in the legend.
@Suite struct LineLabels {
    /// The panels of a figure as drawn.
    private func painted(_ figure: Figure, width: Double) throws -> [PanelPainter] {
        try Typesetters.shared.borrow { typesetter in
            var layout = try FigureLayout(figure, width: width, typesetter: typesetter)
            _ = try layout.scene()
            return try layout.plans.indices.map { try layout.painted($0) }
        }
    }

    /// Lines that end at any place, some of them long before the others, and many at the same height.
    private func lines(_ dice: inout Dice, _ count: Int) -> [any Mark] {
        (0..<count).map { number in
            let last = dice.roll() < 0.3 ? 20 + dice.roll(180) : 200
            let (start, end) = (dice.roll(), dice.pick([0.5, 0.52, dice.roll()]))
            let noise = dice.pick([0, 0.02, 0.4])
            let y = (0..<last).map { step -> Double in
                let share = Double(step) / 200
                return start + (end - start) * share + noise * (dice.roll() - 0.5)
            }
            let name = dice.pick(["$\\lambda_{\\max}$", "Adam", "AMSGrad", "rollback and more"]) + " \(number)"
            return LineMark(Samples(y), name: name, role: .sweep(number, of: count), shape: .of(number))
        }
    }

    private func figure(_ marks: [any Mark], height: Double, second: Bool) -> Figure {
        let panel = Panel(
            "Loss",
            y: Axis(),
            second: second ? SecondAxis("$\\lambda$", factor: 3) : nil,
            height: height,
            marks: marks
        )
        return Figure(id: "f", title: "t", description: "d", x: Axis("step"), panels: [panel, panel])
    }

    @Test(arguments: [320.0, 400, 720, 940]) func standAtTheirLinesApartFromEachOther(width: Double) throws {
        var dice = Dice(UInt64(width))
        for round in 0..<40 {
            var marks = lines(&dice, 1 + dice.roll(8))
            if dice.roll() < 0.5 { marks.append(RuleMark(dice.roll(), label: "$2/\\eta$")) }
            if dice.roll() < 0.3 { marks.append(RuleMark(100, label: "change", direction: .vertical)) }
            let shown = figure(marks, height: dice.pick([100, 150, 240]), second: dice.roll() < 0.3)
            // Labels neither touch, nor leave the figure, nor stand apart from their lines.
            #expect(try shown.render(width: width).labelFaults == [], "round \(round)")
            #expect(try painted(shown, width: width).allSatisfy { !$0.lacksName }, "round \(round)")
        }
    }

    /// Every line is named exactly once, at the line or in the legend.
    @Test(arguments: [400.0, 720]) func nameEachLineOnce(width: Double) throws {
        var dice = Dice(77)
        for round in 0..<30 {
            let marks = lines(&dice, 1 + dice.roll(8))
            let shown = figure(marks, height: 150, second: round % 3 == 0)
            let words = try shown.render(width: width).scene.words
            for name in try marks.compactMap(\.key).map({ try Typesetter.plain($0.name) }) {
                #expect(words.filter { $0 == name }.count == 2, "round \(round): \(name)")
            }
        }
    }

    @Test func standInThePlotWhereASecondAxisIsBesideIt() throws {
        let apart = [0.0, 1].enumerated().map { index, level in
            LineMark(Samples((0..<100).map { level + 0.001 * Double($0) }), name: "line \(index)") as any Mark
        }
        let painter = try painted(figure(apart, height: 150, second: true), width: 720)[0]
        #expect(painter.plan.naming == .inside && painter.labels?.placed.count == 2)
        // Two lines that cross all the time are nowhere apart.
        let mixed = [0, 1].map { index in
            LineMark(Samples((0..<300).map { Double(($0 + index) % 2) }), name: "line \(index)") as any Mark
        }
        #expect(try painted(figure(mixed, height: 150, second: true), width: 720)[0].plan.naming == .legend)
    }

    @Test func standTogetherWhereLinesEndEarly() throws {
        let early = (0..<3).map { number in
            LineMark(Samples((0..<60).map { Double($0 * number) }), name: "line \(number)") as any Mark
        }
        let late = LineMark(Samples((0..<100).map { _ in -20 }), name: "late") as any Mark
        let painter = try painted(figure(early + [late], height: 150, second: false), width: 720)[0]
        let labels = try #require(painter.labels)
        let column = labels.placed.filter { $0.text.hasPrefix("line") }
        #expect(Set(column.map(\.box.left)).count == 1 && column.allSatisfy { $0.box.right < painter.plan.plot.right })
        #expect(labels.placed.allSatisfy { $0.hasLeader })
    }

    @Test func joinARulesLabelToItsRuleWhereItHadToMove() throws {
        var dice = Dice(3)
        let noise = LineMark(Samples((0..<2000).map { _ in dice.roll() }))
        let dense = figure([noise, RuleMark(0.5, label: "threshold")], height: 150, second: false)
        let labels = try #require(try painted(dense, width: 720)[0].labels)
        #expect(labels.placed.count == 1 && labels.strays == [])
    }

    @Test func comeToTheirLineWhereThereIsRoomAndHaveALeaderElsewhere() throws {
        try Typesetters.shared.borrow { typesetter in
            var layout = try FigureLayout(figure([], height: 150, second: false), width: 720, typesetter: typesetter)
            _ = try layout.scene()
            let plot = layout.plans[0].plot
            func placed(isFull: Bool) throws -> LabelPainter {
                var canvas = Canvas(
                    plot: plot,
                    x: layout.xMapping(over: plot),
                    y: layout.plans[0].mapping(top: plot.top, height: plot.height),
                    type: layout.type,
                    naming: .legend,
                    marksLines: false,
                    typesetter: typesetter
                )
                let line = canvas.avoid(line: [Point(plot.left, plot.top + 60), Point(plot.right, plot.top + 60)])
                let others = isFull ? stride(from: plot.top, to: plot.top + 100, by: 8).map { $0 } : []
                for y in others { canvas.avoid(line: [Point(plot.left, y), Point(plot.right, y)]) }
                try canvas.note("name", role: .ink, line: line) { _, _ in [Point(plot.left + 50, plot.top + 125)] }
                var painter = LabelPainter(canvas)
                try painter.draw()
                return painter
            }
            let (free, full) = (try placed(isFull: false), try placed(isFull: true))
            #expect(!free.placed[0].hasLeader && abs(free.placed[0].box.middle - plot.top - 60) < 20)
            #expect(full.placed[0].hasLeader && full.placed[0].box.top > plot.top + 92)
            #expect(free.strays.isEmpty && full.strays.isEmpty)
        }
    }
}
