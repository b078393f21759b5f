import Settings
import TestSupport
import Testing

@testable import Experiments

/// Canonical JSON.
@Suite struct CanonicalForms {
    @Test func sortKeysAndSpaceNothing() {
        let value: Value = ["b": [1, 2.5, true], "a": ["d": .null, "c": "x"]]
        #expect(value.canonicalJSON == #"{"a":{"c":"x","d":null},"b":[1,2.5,true]}"#)
        #expect(Value.map([]).canonicalJSON == "{}" && Value.list([]).canonicalJSON == "[]")
    }

    @Test func writeEqualNumbersAlike() {
        for (one, other) in [("0.050", "5e-2"), ("1e3", "1000.0"), ("-0", "0"), ("1e-8", "0.00000001")] {
            #expect(
                Double(one).map { Value.number($0).canonicalJSON }
                    == Double(other).map { Value.number($0).canonicalJSON }
            )
        }
        #expect(Value.number(.infinity).canonicalJSON == #""inf""#)
    }

    @Test func tellApartWhatDiffers() {
        let values: [Value] = [
            1, 2, "1", true, .null, [], [:], [1], [1, 2], ["a": 1], ["a": 2], ["b": 1], .number(1.0.nextUp),
        ]
        #expect(Set(values.map(\.canonicalJSON)).count == values.count)
    }

    @Test func escapeText() {
        #expect(Value.text("a\"b\\c\nd\te\u{1}λ").canonicalJSON == #""a\"b\\c\nd\te\u0001λ""#)
    }

    @Test func listTheirLeaves() {
        let value: Value = ["a": ["b": 1, "c": [1, 2]], "d": "x"]
        #expect(value.leaves.map(\.path) == ["a.b", "a.c", "d"] && value.leaves.map(\.value) == [1, [1, 2], "x"])
    }
}
