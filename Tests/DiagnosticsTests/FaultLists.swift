import Diagnostics
import Testing

/// Several faults thrown as one error.
@Suite struct FaultLists {
    private func fault(_ file: String?, _ line: Int = 1, _ column: Int = 1, _ id: String = "x", _ message: String = "m")
        -> Diagnostic
    {
        Diagnostic(id, at: file.map { Place(file: $0, line: line, column: column) }, message)
    }

    @Test func readFromTopToBottom() {
        let sorted = [
            fault(nil), fault("a", 1, 2), fault("a", 2, 1), fault("a", 10, 1), fault("b", 1, 1), fault("b", 1, 1, "y"),
            fault("b", 1, 1, "y", "n"),
        ]
        #expect(Faults(sorted.reversed()).diagnostics == sorted)
    }

    @Test func saysEachFaultOnce() {
        #expect(Faults([fault("a"), fault("b"), fault("a")]).diagnostics == [fault("a"), fault("b")])
    }

    @Test func haveOneOrderHoweverTheyCame() {
        // Equal in place, id and message; they differ in length, severity and help only.
        var all: [Diagnostic] = []
        for length in 1...3 {
            for severity in [Diagnostic.Severity.error, .warning] {
                for help in [nil, "", "h"] {
                    let place = Place(file: "a", line: 1, column: 1, length: length)
                    all.append(Diagnostic(severity, "x", at: place, "m", help: help))
                }
            }
        }
        let expected = Faults(all).diagnostics
        #expect(expected.count == 18)
        for shift in 1..<all.count {
            #expect(Faults(Array(all[shift...] + all[..<shift])).diagnostics == expected)
        }
        for (i, left) in expected.enumerated() {
            for (j, right) in expected.enumerated() { #expect((left < right) == (i < j)) }
        }
    }
}
