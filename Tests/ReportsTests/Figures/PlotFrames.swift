import Charts
import Storage
import Testing

@testable import Reports

/// Axes with names in place of numbers.
@Suite struct PlotFrames {
    private func categories(_ numbers: [Double], keepsOrder: Bool = false, isDescending: Bool = false) -> Categories {
        Categories(
            numbers: numbers,
            texts: numbers.map { "\($0)" },
            keepsOrder: keepsOrder,
            isDescending: isDescending
        )
    }

    @Test func standInTheOrderOfTheirNumbers() {
        #expect(categories([0.3, 0.1, 0.3, 1]).names == ["0.1", "0.3", "1"])
        #expect(categories([0.3, 0.1, 1], isDescending: true).names == ["1", "0.3", "0.1"])
        #expect(categories([0.3, 0.1, 1], keepsOrder: true).names == ["0.3", "0.1", "1"])
        // Neighbours that differ in the fifth digit remain distinct.
        #expect(categories([0.9999, 0.99999]).names == ["0.9999", "0.99999"])
        let words = Categories(numbers: [.nan, .nan], texts: ["b", "a"], keepsOrder: false)
        #expect(words.names == ["b", "a"] && words.values == nil)
    }

    @Test func findTheirRows() {
        #expect(categories([1, 2, 3]).indices(numbers: [3, 1, 7], texts: []) == [2, 0, nil])
        let words = Categories(numbers: [.nan, .nan], texts: ["b", "a"], keepsOrder: false)
        #expect(words.indices(numbers: [], texts: ["a", "c"]) == [1, nil])
    }

    @Test(arguments: [false, true]) func placeNumbersByRatioWhereTheyAreRatiosApart(isDescending: Bool) {
        let decades = categories([0.01, 0.1, 1, 10], isDescending: isDescending)
        func place(_ value: Double) -> Double { isDescending ? 3 - decades.place(of: value) : decades.place(of: value) }
        for (value, expected) in [(0.01, 0.0), (1, 2), (0.316227766, 1.5), (100, 4), (0.001, -1)] {
            #expect(abs(place(value) - expected) < 1e-6)
        }
        let even = categories([10, 20, 30], isDescending: isDescending)
        #expect(even.place(of: 25) == (isDescending ? 0.5 : 1.5))
    }

    @Test func keepAPlaceForZerosThatAreAlone() {
        var axis = AxisSettings()
        (axis.scale, axis.hasZero) = (.log, true)
        #expect(axis.axis(of: [0, 0]).scale == .logOrZero(least: 1, gap: 1.0 / 3))
        #expect(axis.axis(of: [0, 20, 2000]).scale == .logOrZero(least: 20, gap: 1.0 / 3))
        #expect(axis.axis(of: [3]).scale == .log && axis.axis(of: []).scale == .log)
    }

    @Test func spanTheColoursOfAllPanelsWhereOneBarTellsOfThem() throws {
        var heat = HeatSettings()
        heat.across = .steps
        var data = MarkData(numbers: ["x": [1, 2], "value": [3, 4]], cells: ["y": [.text("a"), .text("a")]])
        data.frame.y = Categories(numbers: [.nan], texts: ["a"], keepsOrder: true)
        data.frame.heats = [3, 4, 1, 9]
        func limits() throws -> ClosedRange<Double> {
            try #require(heat.marks(data).first as? HeatMark).colours.limits
        }
        #expect(try limits() == 3...4)
        data.frame.hasOneBar = true
        #expect(try limits() == 1...9)
    }

    @Test func placeNoNumberAmongWords() {
        let words = Categories(numbers: [.nan, .nan], texts: ["b", "a"], keepsOrder: false)
        #expect(words.place(of: 1).isNaN)
        let mixed = categories([1, 3, 2], keepsOrder: true)
        #expect(mixed.place(of: 3) == 1 && mixed.place(of: 2.5).isNaN)
    }
}
