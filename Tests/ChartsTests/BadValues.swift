import Testing

@testable import Charts

@Suite struct BadValues {
    private let wave = (0..<300).map { 1 + 0.5 * Double($0 % 20) / 20 }

    private func draw(_ y: [Double], scale: Scale = .linear, limits: ClosedRange<Double>? = nil) throws -> Rendering {
        try figure(y, scale: scale, limits: limits, name: "loss").render()
    }

    @Test func marksAndCountsNaN() throws {
        var y = wave
        for index in 100..<140 { y[index] = .nan }
        let rendering = try draw(y)
        #expect(rendering.summaries.first?.nan == 40)
        #expect(rendering.scene.words.contains("NaN × 40"))
        #expect(try rendering.inlineSVG != draw(wave).inlineSVG)
    }

    @Test func ringsTheLastValueBeforeNaN() {
        var y = wave
        y[150] = .nan
        let frame = Frame(count: y.count, low: 0, high: 2)
        #expect(Reducer.reduce(Samples(y), x: frame.x, y: frame.y).beforeNaN == [149])
        y.replaceSubrange(200..., with: Array(repeating: .nan, count: 100))
        #expect(Reducer.reduce(Samples(y), x: frame.x, y: frame.y).beforeNaN == [149, 199])
    }

    @Test func marksAndCountsInfinities() throws {
        var y = wave
        (y[50], y[60], y[61]) = (.infinity, -.infinity, -.infinity)
        let rendering = try draw(y)
        #expect(rendering.summaries.first?.positiveInfinite == 1 && rendering.summaries.first?.negativeInfinite == 2)
        #expect(rendering.scene.words.contains("∞ × 1") && rendering.scene.words.contains("−∞ × 2"))
    }

    @Test func marksAndCountsWhatALogAxisCannotShow() throws {
        var y = wave
        (y[50], y[60]) = (0, -1)
        let rendering = try draw(y, scale: .log)
        #expect(rendering.summaries.first?.nonPositive == 2)
        #expect(rendering.scene.words.contains("≤ 0 × 2"))
        #expect(try draw(y).summaries.first?.nonPositive == 0)
    }

    @Test func writesTheTrueValueWhereALineIsCut() throws {
        var y = wave
        y[150] = 7.25
        let rendering = try draw(y, limits: 0...2)
        #expect(rendering.summaries.first?.outside == 1)
        #expect(rendering.scene.words.contains("7.25"))
    }

    @Test func drawsASinglePointAsADot() {
        let frame = Frame(count: 300, low: 0, high: 2)
        #expect(frame.shape(of: [.nan, .nan, 1, .nan]).dots.count == 1)
    }

    @Test func drawsAConstantSeriesInTheMiddle() throws {
        for value in [0, 3.7, -1e300, Double.leastNonzeroMagnitude] {
            let rendering = try draw(Array(repeating: value, count: 10))
            #expect(rendering.summaries.first?.drawn ?? 0 > 0, "\(value)")
            #expect(
                rendering.scene.words.contains { $0.hasPrefix(DecimalNumber(value, significant: 4).text) },
                "\(value)"
            )
        }
    }

    @Test func saysWhenThereIsNothing() throws {
        #expect(try draw([]).scene.words.contains("no data"))
        #expect(try draw([.nan, .nan]).scene.words.contains("no finite data"))
        #expect(try draw([-1, 0], scale: .log).scene.words.contains("no finite data"))
    }

    @Test(arguments: [Scale.linear, .log, .symlog(constant: 1), .logOrZero(least: 1, gap: 0.5)])
    func drawsAVerticalRuleBesideValuesOfAnySize(scale: Scale) throws {
        let tiny = Double.leastNonzeroMagnitude
        let huge = Double.greatestFiniteMagnitude
        for values in [[], [0], [-1], [tiny], [huge], [tiny, huge], [-huge, huge], [.nan, .infinity]] as [[Double]] {
            var shown = figure([])
            let marks: [any Mark] = [RuleMark(3, direction: .vertical)]
            let line = values.isEmpty ? [] : [LineMark(Samples(values))]
            shown.panels = [Panel(y: Axis(scale: scale), marks: marks + line)]
            let rendering = try shown.render()
            #expect(rendering.scene.words.contains { ["3", "3.0"].contains($0) }, "\(values)")
            for point in rendering.scene.points { #expect(abs(point.x) <= 2000 && abs(point.y) <= 2000, "\(values)") }
        }
    }

    @Test(arguments: [Scale.linear, .log, .symlog(constant: 1)])
    func leavesASecondAxisWithoutTicksWhereADoubleHasNone(scale: Scale) throws {
        for factor in [1e-200, 1e200] {
            var shown = figure([])
            let line = LineMark(Samples([factor, factor * 100]))
            shown.panels = [Panel(y: Axis(scale: scale), second: SecondAxis("twice", factor: factor), marks: [line])]
            #expect(try shown.render().scene.words.contains("twice"))
        }
    }

    @Test func neverHandsCairoAWildNumber() throws {
        var dice = Dice(21)
        let wild = [
            .nan, .infinity, -.infinity, 0, -0.0, Double.leastNonzeroMagnitude, 1e300, -1e300, 1e-300,
            .greatestFiniteMagnitude, 1, -1, 2,
        ]
        let scales: [Scale] = [.linear, .log, .symlog(constant: 1)]
        for round in 0..<60 {
            let y = (0..<(1 + dice.roll(60))).map { _ in dice.roll() < 0.5 ? dice.pick(wild) : dice.roll() * 10 }
            let limits = dice.roll() < 0.3 ? 0.5...4 : nil
            let rendering = try draw(y, scale: scales[round % 3], limits: limits)
            for point in rendering.scene.points {
                #expect(abs(point.x) <= 2000 && abs(point.y) <= 2000, "\(y)")
            }
            let drawing = rendering.inlineSVG.utf8.drop { $0 != UInt8(ascii: ">") }
            #expect(!drawing.contains(UInt8(ascii: "+")))
            let bad = y.filter { !$0.isFinite || (round % 3 == 1 && $0 <= 0) }.count
            #expect(rendering.summaries.first?.bad == bad, "\(y)")
        }
    }
}
