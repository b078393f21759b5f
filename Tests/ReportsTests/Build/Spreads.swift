import Testing

@testable import Reports

/// Medians and shares with their intervals.
@Suite struct Spreads {
    /// The ranks are those of published tables for the sign test's 95 % interval.
    @Test(arguments: [(6, 1), (8, 1), (9, 2), (12, 3), (15, 4), (20, 6), (25, 8), (50, 18), (100, 40), (5000, 2430)])
    func knowTheirMedian(count: Int, rank: Int) throws {
        let interval = try #require(Spread((1...count).map(Double.init))?.interval)
        #expect(abs(interval.lowerBound - Double(rank)) <= (count > 1000 ? 1 : 0), "\(interval)")
        #expect(interval.lowerBound + interval.upperBound == Double(count + 1))
    }

    @Test(arguments: 1...5) func haveNoIntervalOfFew(count: Int) throws {
        #expect(try #require(Spread((1...count).map(Double.init))).interval == nil)
    }

    /// Wilson's interval for 12 of 18, 0 of 5 and 5 of 5.
    @Test func ofSharesStayWithinTheirBounds() throws {
        #expect(try #require(ShareInterval(12, of: 18)).text == "44 to 84\u{A0}%")
        #expect(try #require(ShareInterval(0, of: 5)).text == "0 to 43\u{A0}%")
        #expect(try #require(ShareInterval(5, of: 5)).text == "57 to 100\u{A0}%")
        #expect(ShareInterval(0, of: 0) == nil)
    }
}
