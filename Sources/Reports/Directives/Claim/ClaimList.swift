import Diagnostics
import Foundation
import Settings
public import Storage

extension Book {
    /// All claims in the book's order.
    var claims: [ClaimDirective] {
        chapters.flatMap(\.orderedDirectives).compactMap { $0.directive as? ClaimDirective }
    }

    /// A diagnostic for each claim whose verdict is not the one that its author expects.
    func surprises(among outcomes: [ClaimOutcome]) -> [Diagnostic] {
        let placed = chapters.flatMap(\.orderedDirectives)
        return outcomes.filter { !$0.isExpected && $0.outage == nil }.map { outcome in
            let directive = placed.first { $0.id == outcome.id }
            return Diagnostic(
                "claim.verdict",
                at: directive.map { $0.source.value["verdict"] == nil ? $0.place : $0.source.place(of: ["verdict"]) },
                "\(outcome.id): expected \(outcome.expected), found \(outcome.verdict)",
                help:
                    "\(outcome.holds) of \(outcome.trials) trials hold; 'spikebook claims \(outcome.id)' computes it anew"
            )
        }
    }
}

/// The claims of a book with their verdicts, computed from the archive.
public struct ClaimList {
    private struct Entry: Codable {
        var chapter: String
        var statement: String
        var rule: String
        var outcome: ClaimOutcome
    }

    private let title: String
    private let entries: [Entry]

    /// Computes every verdict; throws `Faults` for claims without an answer.
    public init(plan: Plan, archive: Archive) throws {
        let results = try Results(plan: plan, archive: archive)
        let claims = plan.book.chapters.flatMap(\.orderedDirectives).filter { $0.directive is ClaimDirective }
        let faults = try claims.compactMap(AnswerCheck(book: plan.book, results: results).failure)
        guard faults.isEmpty else { throw Faults(faults) }
        title = plan.book.configuration.title
        entries = try plan.book.chapters.flatMap { chapter in
            try chapter.orderedDirectives.compactMap { placed in
                guard let claim = placed.directive as? ClaimDirective else { return nil }
                return Entry(
                    chapter: chapter.name,
                    statement: claim.statement.trimmed,
                    rule: claim.condition.trimmed,
                    outcome: try Self.outcome(of: claim, results)
                )
            }
        }
    }

    private static func outcome(of claim: ClaimDirective, _ results: Results) throws -> ClaimOutcome {
        do {
            return ClaimOutcome(claim, try results.answer(to: claim))
        } catch let outage as Outages.Outage {
            return ClaimOutcome(claim, outage)
        }
    }

    private init(title: String, entries: [Entry]) {
        self.title = title
        self.entries = entries
    }

    /// The identifiers in the book's order.
    public var ids: [String] { entries.map(\.outcome.id) }

    /// The claims with the given ids.
    public func only(_ ids: [String]) -> ClaimList {
        ClaimList(title: title, entries: entries.filter { ids.contains($0.outcome.id) })
    }

    /// A sentence for each verdict that is not the expected one.
    public var surprises: [String] {
        entries.map(\.outcome).filter { !$0.isExpected && $0.outage == nil }.map {
            "\($0.id): expected \($0.expected), found \($0.verdict)"
        }
    }

    /// One line for each claim, for a terminal.
    public var text: String {
        let width = ids.map(\.count).max() ?? 0
        return entries.map { entry in
            let outcome = entry.outcome
            let id = outcome.id.padding(toLength: width, withPad: " ", startingAt: 0)
            let sign = VerdictView(Verdict.Outcome(rawValue: outcome.verdict) ?? .undecided).glyph
            let measured = outcome.measured.isEmpty ? "" : ", \(outcome.measured)"
            let found = outcome.outage ?? "\(outcome.holds) of \(outcome.trials)\(measured)"
            let surprise = outcome.isExpected ? "" : "  (expected: \(outcome.expected))"
            return "\(id)  \(sign) \(outcome.verdict), \(found)\(surprise)\n"
                + String(repeating: " ", count: width + 2) + entry.statement
        }.joined(separator: "\n")
    }

    /// A JSON list of objects.
    public var json: String {
        get throws {
            return String(decoding: try JSONEncoder.readable.encode(entries), as: UTF8.self)
        }
    }

    /// A test suite in JUnit's format, with one case for each claim; an unexpected verdict is a failure.
    public var junit: String {
        let cases = entries.map { entry in
            let outcome = entry.outcome
            let head = "  <testcase classname=\"\(entry.chapter.markupEscaped)\" name=\"\(outcome.id.markupEscaped)\">"
            let found = outcome.outage ?? "\(outcome.holds) of \(outcome.trials) trials"
            let told = "\(outcome.verdict), \(found)".markupEscaped
            let failure =
                outcome.isExpected
                ? "" : "<failure message=\"expected \(outcome.expected), found \(outcome.verdict)\">\(told)</failure>"
            return head + failure + "<system-out>\(told)</system-out></testcase>"
        }
        let failures = entries.filter { !$0.outcome.isExpected }.count
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuite name="\(title.markupEscaped)" tests="\(entries.count)" failures="\(failures)">
            \(cases.joined(separator: "\n"))
            </testsuite>
            """
    }
}
