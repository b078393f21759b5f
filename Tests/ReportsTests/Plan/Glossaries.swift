import Diagnostics
import Testing

@testable import Reports

/// The terms that a book's glossary explains.
@Suite struct Glossaries {
    private static let words = """
        # Words

        ## Of curvature

        ### Hessian {#hessian}

        All second derivatives.

        ### Trough, peak {#height}

        Where it is lowest and highest.

        ### Learning rate, $\\eta$ {#rate}

        The factor.

        ### $\\beta_2$ {#beta2}

        The decay.
        """

    private func plan(_ settings: String) throws -> Plan {
        let shelf = try Shelf(["# One\n\nSome words.\n", Self.words], configuration: "title: A book\n" + settings)
        return try shelf.plan()
    }

    @Test func areTheHeadingsOfTheThirdLevelWithoutFormulas() throws {
        let plan = try plan("glossary: 2-chapter.md\n")
        #expect(plan.faults.isEmpty, "\(plan.faults)")
        #expect(plan.glossary.terms.map(\.words) == [["hessian"], ["trough"], ["peak"], ["learning", "rate"]])
        #expect(plan.glossary.terms.map(\.address).suffix(2) == ["2-chapter.html#height", "2-chapter.html#rate"])
        #expect(plan.glossary.chapter == 1)
    }

    @Test func leaveOutEverydayWords() throws {
        let plan = try plan("glossary: 2-chapter.md\nunlinked: [Peak]\n")
        #expect(plan.faults.isEmpty, "\(plan.faults)")
        #expect(plan.glossary.terms.map(\.words) == [["hessian"], ["trough"], ["learning", "rate"]])
    }

    @Test func areNoneWithoutAGlossary() throws {
        #expect(try plan("").glossary.terms.isEmpty)
    }

    @Test(arguments: [
        ("glossary: 3-chapter.md\n", 11, "there is no chapter '3-chapter.md'"),
        ("glossary: 2-chapter.md\nunlinked: [Peek]\n", 12, "there is no term 'Peek'"),
    ])
    func nameWhatTheBookHas(_ settings: String, _ column: Int, _ message: String) throws {
        let fault = try #require(try plan(settings).faults.first)
        #expect(fault.message == message && fault.place?.column == column, "\(fault)")
    }
}
