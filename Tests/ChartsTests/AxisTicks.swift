import Testing

@testable import Charts

@Suite struct AxisTicks {
    private func labels(_ low: Double, _ high: Double, _ scale: Scale, pixels: Double = 150, required: [Double] = [])
        -> [Ticks.Tick]
    {
        let mapping = Mapping(scale: scale, low: low, high: high, start: pixels, end: 0)
        return Ticks(for: mapping, count: 4, spacing: 16, required: required).major
    }

    /// The number that a label shows.
    private func value(of label: String) -> Double? {
        var text = ""
        var exponent = ""
        for character in label {
            if let digit = Superscript.plain[character] {
                exponent.append(digit == "−" ? "-" : digit)
            } else if character == "−" {
                text += "-"
            } else if character != "\u{2009}" {
                text.append(character)
            }
        }
        guard !exponent.isEmpty else { return Double(text) }
        let base = text == "10" ? "1" : text == "-10" ? "-1" : text.split(separator: "×").first.map(String.init) ?? ""
        return Double(base + "e" + exponent)
    }

    @Test func findsThePublishedTicks() {
        let ticks = LinearTicks.choose(low: 8.1, high: 14.1, count: 4, inside: false)
        #expect(ticks.map(\.value) == [8, 10, 12, 14])
    }

    @Test func readsBackAsItsOwnValueOnAnyRange() {
        var dice = Dice(11)
        for _ in 0..<3000 {
            let size = Double("1e\(dice.roll(600) - 300)") ?? 1
            let low = (dice.roll() - 0.5) * size
            let width = dice.pick([size, size * 1e-3, size * 1e-9, low.ulp * 4, low.ulp * 100])
            let ends = [low, low + max(width, low.ulp * 4)].sorted()
            let found = labels(ends[0], ends[1], .linear)
            #expect((2...8).contains(found.count), "\(ends)")
            #expect(Set(found.map(\.label)).count == found.count, "\(ends)")
            for tick in found {
                let read = value(of: tick.label) ?? .nan
                #expect(abs(read - tick.value) <= 1e-9 * abs(tick.value), "\(tick.label) for \(tick.value)")
            }
        }
    }

    @Test func readsBackOnLogAxes() {
        var dice = Dice(12)
        for _ in 0..<1000 {
            let low = Double("\(1 + 9 * dice.roll())e\(dice.roll(500) - 300)") ?? 1
            let factor = dice.pick([1.01, 1.5, 3, 12, 200, 1e7, 1e37])
            let found = labels(low, low * factor, .log)
            #expect((2...8).contains(found.count), "\(low) × \(factor): \(found.map(\.label))")
            #expect(Set(found.map(\.label)).count == found.count)
            for tick in found {
                let read = value(of: tick.label) ?? .nan
                #expect(abs(read - tick.value) <= 1e-9 * tick.value, "\(tick.label) for \(tick.value)")
            }
        }
    }

    @Test func labelsThirtySevenDecadesWithAStride() {
        #expect(labels(2e-37, 0.5, .log).map(\.label) == ["10⁻³⁰", "10⁻²⁰", "10⁻¹⁰"])
    }

    @Test func fallsBackToOneTwoFiveWithinTwoDecades() {
        #expect(
            labels(0.15, 6, .log).map(\.label) == ["0.2", "0.5", "1", "2", "5"] || labels(0.15, 6, .log).count >= 2
        )
        #expect(labels(3, 4, .log).count >= 2)
    }

    @Test func alwaysLabelsTheThreshold() {
        var dice = Dice(13)
        for _ in 0..<300 {
            let low = 0.2 + 0.75 * dice.roll()
            let found = labels(low, 1 + dice.roll(), .linear, required: [1])
            #expect(found.contains { $0.value == 1 })
        }
        #expect(labels(0.84, 1.06, .linear, required: [1]).map(\.label).contains { $0.hasPrefix("1.0") })
    }

    @Test func labelsZeroAndTheOuterDecadesOfASymlogAxis() {
        let found = labels(-100, 100, .symlog(constant: 1), pixels: 200).map(\.label)
        #expect(found.contains("0") && found.contains("−100") && found.contains("100"))
    }

    @Test func groupsThousandsWithThinSpaces() {
        #expect(DecimalNumber(200_000, exponent: 0).text == "200\u{2009}000")
        #expect(DecimalNumber(-2500, exponent: 0).text == "−2500")
        #expect(DecimalNumber(25, exponent: -9).text == "2.5×10⁻⁸")
    }

    @Test func areThoseThatAreAskedForWhereTheseAreThreeOnALogAxis() {
        let mapping = Mapping(scale: .log, low: 7, high: 150, start: 0, end: 600)
        func labels(_ required: [Double]) -> [String] {
            Ticks(for: mapping, count: 6, spacing: 40, required: required).major.map(\.label)
        }
        #expect(labels([8, 16, 32, 64, 128]) == ["8", "16", "32", "64", "128"])
        #expect(labels([30]).contains("30") && labels([30]).count > 2)
    }
}
