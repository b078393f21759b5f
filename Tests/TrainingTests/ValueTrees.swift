import Foundation
import Settings
import Testing
import TestSupport

@testable import Training

/// Trees of values.
@Suite struct ValueTrees {
    private let tree: Value = ["optimizer": ["adam": ["lr": 0.1, "eps": 1e-8]], "steps": 5]

    @Test func reachAlongAPath() {
        #expect(tree.value(at: ["optimizer", "adam", "lr"]) == 0.1 && tree.value(at: []) == tree)
        #expect(tree.value(at: ["optimizer", "sgd"]) == nil && tree.value(at: ["steps", "lr"]) == nil)
    }

    /// Maps keep their order, and infinity is a number.
    @Test func areCodedAsTheyAre() throws {
        let tree: Value = ["b": [1.5, .null, .flag(true), "x", [:], []], "a": ["limit": .number(.infinity), "n": -3]]
        let data = try JSONEncoder().encode(tree)
        #expect(try JSONDecoder().decode(Value.self, from: data) == tree)
    }

    @Test func changeAlongAPath() {
        let changed = tree.setting(["optimizer", "adam", "lr"], to: 0.2)
        #expect(changed == ["optimizer": ["adam": ["lr": 0.2, "eps": 1e-8]], "steps": 5])
        #expect(tree.setting(["detector", "rise"], to: 1)["detector"] == ["rise": 1])
        #expect(tree.setting(["steps", "x"], to: 1)["steps"] == ["x": 1])
        #expect(tree.setting([], to: 7) == 7)
    }

    @Test func keepTheNameThatStandsForAUnit() {
        let named: Value = ["optimizer": "adam"]
        #expect(named.setting(["optimizer", "adam", "lr"], to: 1) == ["optimizer": ["adam": ["lr": 1]]])
        #expect(named.setting(["optimizer", "sgd", "lr"], to: 1) == ["optimizer": ["adam": .null, "sgd": ["lr": 1]]])
    }

    @Test(arguments: [
        (0, "0"), (-0.0, "0"), (1, "1"), (-17, "-17"), (0.05, "0.05"), (1e-8, "1e-08"),
        (999_999_999_999_999, "999999999999999"),
        (1e15, "1000000000000000"), (9_007_199_254_740_991, "9007199254740991"), (1e17, "1e+17"),
        (0.1 + 0.2, "0.30000000000000004"), (1e300, "1e+300"), (0x1p-1074, "5e-324"),
    ])
    func writeNumbersInOneForm(number: Double, text: String) {
        #expect(Value.canonical(number) == text)
        #expect(Double(text) == number)
    }

    @Test func writeEveryNumberSoThatItReadsBack() {
        var random = Random(seed: 1)
        for _ in 0..<2_000 {
            let number = Double(bitPattern: random.next())
            guard number.isFinite else { continue }
            #expect(Double(Value.canonical(number)) == number)
        }
    }
}
