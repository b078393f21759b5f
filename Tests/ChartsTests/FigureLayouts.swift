import Testing

@testable import Charts

@Suite struct FigureLayouts {
    private func random(_ dice: inout Dice, id: Int) -> Figure {
        let names = ["$\\lambda_{\\max}$", "$\\lambda_{\\mathrm{grad}}$", "loss", "$\\sum v$", "$|g|^2$", "$r$"]
        let scales: [Scale] = [.linear, .log, .symlog(constant: 1)]
        let count = 2 + dice.roll(400)
        let panels = (0..<(1 + dice.roll(3))).map { index -> Panel in
            var marks: [any Mark] = (0..<(1 + dice.roll(4))).map { number in
                let size = dice.pick([1e-12, 1, 1e6])
                let start = dice.roll()
                let y = (0..<count).map { _ in size * (start + 0.2 * dice.roll()) }
                return LineMark(Samples(y), name: names[number], role: .sweep(number, of: 4))
            }
            if dice.roll() < 0.5 { marks.append(RuleMark(1, label: "$2/\\eta$")) }
            return Panel("Panel number \(index)", y: Axis("unit", scale: dice.pick(scales)), marks: marks)
        }
        return Figure(id: "f\(id)", title: "t", description: "d", x: Axis("optimizer step"), panels: panels)
    }

    @Test(arguments: [400.0, 720, 940]) func keepsLabelsApart(width: Double) throws {
        var dice = Dice(31)
        for round in 0..<25 {
            let rendering = try random(&dice, id: round).render(width: width)
            #expect(rendering.scene.faults == [], "figure \(round)")
        }
    }

    @Test(arguments: [400.0, 720, 940]) func laysOutTheAnatomyOfASpike(width: Double) throws {
        let rendering = try Parabola().anatomy(700..<1000).render(width: width)
        #expect(rendering.scene.faults == [])
        #expect(rendering.width == width)
        #expect(rendering.scene.words.contains("2/η"))
        #expect(rendering.summaries.count == 5)
    }

    @Test func namesLinesAtTheirEndsAndWhereItIsNarrowOnlyByShortNames() throws {
        func origin(_ name: String, width: Double) throws -> Point {
            let shown = figure((0..<100).map(Double.init), name: name)
            return try #require(shown.render(width: width).scene.texts.first { $0.label.plain == name }).origin
        }
        let long = "the loss of a long name"
        #expect(try origin("loss", width: 720).x > 600 && origin(long, width: 720).x > 500)
        #expect(try origin("loss", width: 400).x > 340 && origin(long, width: 400).y < 40)
    }

    @Test func spreadsNamesAsLittleAsPossible() {
        #expect(Spacing.places(for: [10, 50, 90], spacing: 16, from: 0, to: 100) == [10, 50, 90])
        #expect(Spacing.places(for: [50, 50], spacing: 16, from: 0, to: 100) == [42, 58])
        let low = Spacing.places(for: [99, 99, 100], spacing: 16, from: 0, to: 100)
        #expect(low == [68, 84, 100])
    }

    @Test(arguments: [400.0, 720]) func cutsNoLabel(width: Double) throws {
        let long = Array(repeating: "a long label of many words", count: 8).joined(separator: " ")
        let word = String(repeating: "unbreakable", count: 12)
        for text in [long, word, "$" + String(repeating: "\\lambda + ", count: 40) + "x$"] {
            var shown = figure((0..<100).map(Double.init), name: text)
            shown.panels[0].y = Axis(text)
            shown.x = Axis(text)
            for arrangement in [Figure.Arrangement.stack, .grid(columns: 2)] {
                shown.arrangement = arrangement
                let faults = try shown.render(width: width).scene.faults
                #expect(faults == [], "\(arrangement): \(faults)")
            }
        }
    }

    @Test func labelsEachAxisOfAGridThatIsAnother() throws {
        func panel(_ label: String, _ scale: Scale, _ factor: Double) -> Panel {
            Panel("p", y: Axis(label, scale: scale), marks: [LineMark(Samples([factor, 2 * factor, 9 * factor]))])
        }
        var grid = figure([1])
        grid.panels = [
            panel("loss", .log, 1e-6), panel("accuracy in per cent", .linear, 10), panel("loss", .log, 1e-3),
            panel("loss", .log, 1e-3),
        ]
        grid.arrangement = .grid(columns: 2)
        let rendering = try grid.render()
        #expect(rendering.scene.faults == [])
        let words = rendering.scene.words
        #expect(words.filter { $0 == "accuracy in per cent, not from 0" }.count == 1)
        #expect(words.filter { $0 == "loss, log scale" }.count == 2)
        // The losses share their axis, whose labels are at the first panel of each row.
        #expect(words.filter { $0 == "10⁻⁵" }.count == 2)
        #expect(words.contains("60"))
    }

    @Test func labelsOnlyTheOuterAxesOfAGrid() throws {
        let panel = Panel("cell", y: Axis(), marks: [LineMark(Samples([0, 1, 2]), name: "loss")])
        var grid = figure([1])
        grid.panels = Array(repeating: panel, count: 6)
        grid.arrangement = .grid(columns: 3)
        let words = try grid.render().scene.words
        #expect(words.filter { $0 == "loss" }.count == 1)
        #expect(words.filter { $0 == "cell" }.count == 6)
        #expect(try grid.render().scene.faults == [])
        #expect(try grid.render(width: 400).scene.faults == [])
    }

    @Test func drawsRareStagesOverFrequentOnes() throws {
        let rare = StripMark.Segment(5000, 5001, stage: 4)
        let strip = StripMark([.init(0, 5000, stage: 2), rare, .init(5001, 100_000, stage: 2)])
        var shown = figure([1])
        shown.panels = [.strip("Stage", strip)]
        #expect(try shown.render().inlineSVG.contains("--chart-area-4"))
    }

    @Test func tellsOfTextsThatTouchOrLeaveTheFigure() throws {
        try Typesetters.shared.borrow { typesetter in
            let label = try typesetter.label("word", size: 13)
            func faults(_ places: [Point]) -> [String] {
                Scene(
                    width: 120,
                    height: 60,
                    items: places.map { .text(.init(label: label, origin: $0, paint: Paint(.ink), halo: false)) }
                ).faults
            }
            #expect(faults([Point(5, 20), Point(5, 40)]).isEmpty)
            #expect(faults([Point(5, 20), Point(15, 24)]) == ["\"word\" touches \"word\""])
            #expect(faults([Point(100, 20)]) == ["\"word\" leaves the figure"])
        }
    }
}
