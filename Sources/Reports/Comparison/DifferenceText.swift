import Foundation

extension ReportDifference {
    /// One kind of change, with a row for each change.
    private struct Section {
        var title: String
        var rows: [Row]
    }

    private struct Row {
        var name: String
        var before: String
        var after: String
    }

    private static let absent = "–"

    private var sections: [Section] {
        func told(_ claim: ReportSide.Claim?, _ text: (ReportSide.Claim) -> String) -> String {
            claim.map(text) ?? Self.absent
        }
        let figures = figures.map { change in
            let after = change.after == nil ? Self.absent : change.before == nil ? "new" : "shows something else"
            return Row(name: change.name, before: change.before == nil ? Self.absent : "as it was", after: after)
        }
        return [
            Section(
                title: "Verdicts",
                rows: verdicts.map { change in
                    Row(name: change.name, before: told(change.before, \.decided), after: told(change.after, \.decided))
                }
            ),
            Section(
                title: "Measured values",
                rows: measures.map { change in
                    Row(name: change.name, before: told(change.before, \.found), after: told(change.after, \.found))
                }
            ),
            Section(
                title: "Numbers of the prose",
                rows: numbers.map { change in
                    Row(name: change.name, before: change.before ?? Self.absent, after: change.after ?? Self.absent)
                }
            ),
            Section(title: "Figures", rows: figures),
        ].filter { !$0.rows.isEmpty }
    }

    /// The number of changes of each kind, in one sentence.
    private var summary: String {
        if isEmpty { return "Nothing differs." }
        let counts = [
            (verdicts.count, "verdict"), (measures.count, "measured value"), (numbers.count, "number of the prose"),
            (figures.count, "figure"),
        ].filter { $0.0 > 0 }
        let words = counts.map { count, noun in
            let plural = noun.replacing(/^\w+( value)?/) { $0.output.0 + "s" }
            return "\(count) \(count == 1 ? noun : plural)"
        }
        let head = words.dropLast().joined(separator: ", ")
        let verb = counts.count == 1 && counts[0].0 == 1 ? "differs" : "differ"
        return [head, words.last ?? ""].filter { !$0.isEmpty }.joined(separator: " and ") + " \(verb)."
    }

    /// What was not compared, in one sentence; empty when everything was.
    private var omission: String {
        untold.isEmpty
            ? "" : "Not compared, since one of the two does not hold them: \(untold.joined(separator: ", "))."
    }

    /// The differences as text for a terminal.
    public var text: String {
        let lines = sections.flatMap { section -> [String] in
            let width = section.rows.map(\.name.count).max() ?? 0
            let rows = section.rows.map { row in
                let name = row.name.padding(toLength: width, withPad: " ", startingAt: 0)
                return "  \(name)  \(row.before) → \(row.after)"
            }
            return [section.title + ":"] + rows
        }
        return (lines + [summary, omission].filter { !$0.isEmpty }).joined(separator: "\n")
    }

    /// The differences as Markdown tables, for a pull request.
    public var markdown: String {
        let tables = sections.map { section in
            let rows = section.rows.map { row in
                "| `\(row.name)` | \(Self.cell(row.before)) | \(Self.cell(row.after)) |"
            }
            return """
                ### \(section.title)

                | | \(Self.cell(names.before)) | \(Self.cell(names.after)) |
                |---|---|---|
                \(rows.joined(separator: "\n"))
                """
        }
        let head = "## What differs between \(Self.cell(names.before)) and \(Self.cell(names.after))"
        return ([head, summary, omission].filter { !$0.isEmpty } + tables).joined(separator: "\n\n")
    }

    /// A text as a table cell, with all markup escaped.
    private static func cell(_ text: String) -> String {
        text.markupEscaped.replacing(/[\\|`*_\[\]]/) { "\\" + $0.output }
    }

    private struct Contents: Codable {
        var before: String
        var after: String
        var verdicts: [Change<ReportSide.Claim>]
        var measured: [Change<ReportSide.Claim>]
        var numbers: [Change<String>]
        var figures: [Change<String>]
        var notCompared: [String]
    }

    /// The differences as a JSON object.
    public var json: String {
        get throws {
            let contents = Contents(
                before: names.before,
                after: names.after,
                verdicts: verdicts,
                measured: measures,
                numbers: numbers,
                figures: figures,
                notCompared: untold
            )
            return String(decoding: try JSONEncoder.readable.encode(contents), as: UTF8.self)
        }
    }
}

extension ReportSide.Claim {
    /// The verdict, and the expected one if it differs.
    fileprivate var decided: String { verdict == expected ? verdict : "\(verdict) (expected: \(expected))" }

    /// The number of trials and the measured value, as far as they are known.
    fileprivate var found: String {
        let share = holds.flatMap { holds in trials.map { "\(holds) of \($0)" } }
        return [share, measured].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", ")
    }
}
