import Settings
import Tensors
import TestSupport
import Testing

@testable import Training

/// The order in which batches take samples.
@Suite struct BatchOrders {
    private func order(_ settings: Value, of count: Int, seed: Int = 5) throws -> BatchOrder {
        BatchOrder(try Batch(reading: settings), of: count, seed: seed)
    }

    private func take(_ order: inout BatchOrder, _ number: Int, in place: Int = 0) -> [Int32] {
        Array(order.samples(at: BatchPlace(number, order: place)))
    }

    @Test(arguments: [(24, 6), (24, 7), (10, 10), (9, 1), (5, 3)])
    func coverEachSampleOnceAnEpoch(count: Int, size: Int) throws {
        var order = try order(["size": .number(Double(size))], of: count)
        let perEpoch = count / size
        var firsts: Set<[Int32]> = []
        for epoch in 0..<8 {
            let samples = (1...perEpoch).flatMap { take(&order, epoch * perEpoch + $0) }
            #expect(samples.count == perEpoch * size && Set(samples).count == samples.count)
            #expect(samples.allSatisfy { (0..<Int32(count)).contains($0) })
            firsts.insert(samples)
        }
        // Each epoch is drawn independently.
        #expect(firsts.count >= 6)
    }

    @Test func leaveOutOthersInEachEpoch() throws {
        var order = try order(["size": 7], of: 10)
        var counts = [Int](repeating: 0, count: 10)
        for number in 1...2_000 { for sample in take(&order, number) { counts[Int(sample)] += 1 } }
        // Expected are 1,400 each, with a variance of 2,000 · 0.7 · 0.3.
        #expect(counts.allSatisfy { abs(Double($0) - 1_400) < 5 * 420.0.squareRoot() })
    }

    @Test func putEachSampleInEachBatchAlike() throws {
        var order = try order(["size": 3], of: 9)
        var counts = [[Int]](repeating: [Int](repeating: 0, count: 9), count: 3)
        for number in 0..<1_800 {
            for sample in take(&order, number + 1) { counts[number % 3][Int(sample)] += 1 }
        }
        // Expected are 200 of 600 each, with a variance of 600 · ⅓ · ⅔. If an epoch's order were only partly
        // shuffled, samples would stay in the same batch.
        #expect(counts.joined().allSatisfy { abs(Double($0) - 200) < 5 * (600.0 * 2 / 9).squareRoot() })
        var fresh = try self.order(["size": 3], of: 9, seed: 8)
        #expect(take(&fresh, 2) != [3, 4, 5] && take(&fresh, 3) != [6, 7, 8])
    }

    @Test func ofIndependentDrawsHaveNoSampleTwice() throws {
        var order = try order(["size": 6, "order": "independent"], of: 9)
        var seen = [Int](repeating: 0, count: 9)
        for number in 1...600 {
            let batch = take(&order, number)
            #expect(batch.count == 6 && Set(batch).count == 6)
            for sample in batch { seen[Int(sample)] += 1 }
        }
        // Expected are 400 each, with a variance of 600 · ⅔ · ⅓.
        #expect(seen.allSatisfy { abs(Double($0) - 400) < 5 * (600.0 * 2 / 9).squareRoot() })
    }

    @Test func inOrderAreAsSamplesLie() throws {
        var order = try order(["size": 3, "order": "in-order"], of: 7)
        #expect((1...4).map { take(&order, $0) } == [[0, 1, 2], [3, 4, 5], [0, 1, 2], [3, 4, 5]])
    }

    @Test(arguments: ["shuffled", "independent", "in-order"])
    func areFunctionsOfTheirPlaceAlone(name: String) throws {
        let settings: Value = ["size": 4, "order": .text(name)]
        var forward = try order(settings, of: 9)
        let known = (0...2).map { place in (1...12).map { take(&forward, $0, in: place) } }
        var jumping = try order(settings, of: 9)
        for (number, place) in [(12, 0), (3, 2), (3, 2), (4, 2), (1, 0), (9, 1), (11, 0), (2, 1)] {
            #expect(take(&jumping, number, in: place) == known[place][number - 1])
        }
        if name != "in-order" { #expect(known[0] != known[1] && known[1] != known[2]) }
        var other = try order(settings, of: 9, seed: 6)
        #expect(((1...12).map { take(&other, $0) } == known[0]) == (name == "in-order"))
    }

    @Test(arguments: [("full", 0), (32, 32), (["size": 8], 8)] as [(Value, Int)])
    func haveSizesAsWritten(value: Value, size: Int) throws {
        #expect(try Batch(reading: value).size == size)
    }
}
