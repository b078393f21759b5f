import Diagnostics
import Storage

/// Compares the numbers of the prose with the stored results.
struct ValueCheck {
    let book: Book
    let results: Results

    /// What stands behind a number's key; throws a `Diagnostic`'s text when nothing does.
    func stored(_ key: String) throws -> Double {
        let parts = key.split(separator: ".").map(String.init)
        guard parts.count >= 2 else { throw ValueFault("'value:\(key)' names no column") }
        switch book.sources[parts[0]] {
        case let query as QueryDirective: return try stored(parts, in: results.table(query.sql))
        case let claim as ClaimDirective: return try stored(parts, in: results.answer(to: claim))
        default: throw ValueFault("no query or claim is called '\(parts[0])'")
        }
    }

    private func stored(_ parts: [String], in table: Table) throws -> Double {
        guard let column = table.columns.firstIndex(of: parts[1]) else {
            throw ValueFault.noColumn(parts, among: table.columns)
        }
        guard !table.rows.isEmpty else {
            let help = "nothing was found: look at the query, and at what 'spikebook query' gives for parts of it"
            throw ValueFault("query '\(parts[0])' gives no row", help: help)
        }
        let row = parts.count > 2 ? Int(parts[2]) ?? 0 : 1
        guard parts.count > 2 || table.rows.count == 1 else {
            throw ValueFault(
                "query '\(parts[0])' has \(table.rows.count) rows",
                help: "say which: value:\(parts[0]).\(parts[1]).1 is the first"
            )
        }
        guard table.rows.indices.contains(row - 1) else {
            throw ValueFault(
                "query '\(parts[0])' has no row \(parts.count > 2 ? parts[2] : "1")",
                help: "it has \(table.rows.count), counted from 1"
            )
        }
        let cell = table.rows[row - 1][column]
        guard let number = cell.number else {
            let found = cell == .null ? "nothing (NULL)" : "the text '\(cell.text)'"
            throw ValueFault("'\(parts.joined(separator: "."))' is no number but \(found)")
        }
        return number
    }

    /// `M4.trials`, `M4.holds`, `M4.share` in per cent, a column's `M4.lead.median`, `.min`, `.max`, or the cells of its
    /// grid, `M4.sensitivity.reproduced` and the like.
    private func stored(_ parts: [String], in answer: ClaimAnswer) throws -> Double {
        switch (parts[1], parts.dropFirst(2).first) {
        case ("sensitivity", let name?):
            if let count = answer.sensitivity?.count(named: name) { return Double(count) }
        case ("trials", nil): return Double(answer.verdict.trials)
        case ("holds", nil): return Double(answer.verdict.holds)
        case ("share", nil) where answer.verdict.trials > 0:
            return 100 * Double(answer.verdict.holds) / Double(answer.verdict.trials)
        case (let column, let statistic?):
            guard let numbers = answer.numbers(column)?.sorted(), !numbers.isEmpty else { break }
            switch statistic {
            case "min": return numbers[0]
            case "max": return numbers[numbers.count - 1]
            case "median": return Spread(numbers)?.median ?? numbers[0]
            default: break
            }
        default: break
        }
        throw ValueFault.noStatistic(parts)
    }

    /// A fault when the number is wrong or cannot be compared; nil when it is right.
    func fault(_ number: CheckedNumber) -> Diagnostic? {
        guard let written = WrittenNumber(number.text) else { return Self.unreadable(number) }
        do {
            let stored = try stored(number.key)
            guard !written.agrees(with: stored, within: number.tolerance) else { return nil }
            let tolerance = number.tolerance.map { " \($0.text)" } ?? ""
            return Diagnostic(
                "value.wrong",
                at: number.place,
                "the prose says \(number.text)\(tolerance), the result is \(written.rewritten(for: stored))",
                help: "run 'spikebook fix' to rewrite it, or look why \(number.key) changed"
            )
        } catch let fault as ValueFault {
            return Diagnostic("value.unknown", at: number.place, fault.message, help: fault.help)
        } catch {
            return Diagnostic("value.unknown", at: number.place, "the query behind '\(number.key)' fails: \(error)")
        }
    }

    /// What is wrong with a text that is no number.
    static func unreadable(_ number: CheckedNumber) -> Diagnostic {
        Diagnostic(
            "value.unreadable",
            at: number.place,
            "'\(number.text)' is no number",
            help: "write digits, as in [184](value:\(number.key)); a unit may follow"
        )
    }

    /// What is wrong with a title that is no tolerance; nil when all is well.
    static func unreadableTolerance(_ number: CheckedNumber) -> Diagnostic? {
        guard let title = number.title, number.tolerance == nil else { return nil }
        return Diagnostic(
            "value.tolerance",
            at: number.titlePlace ?? number.place,
            "'\(title)' is no tolerance",
            help: "write \"±0.05\", or \"±10 %\" of the number itself; +- stands for ± as well"
        )
    }

    /// Every number of a chapter: those of its prose and those within its directives.
    static func numbers(in chapter: Chapter) -> [CheckedNumber] {
        ProseIndex(chapter.document).values.map(CheckedNumber.init)
            + chapter.fences.flatMap { CheckedNumber.scan($0.body) }
    }
}

extension CheckedNumber {
    /// A number of the prose.
    init(_ value: Inline.Value) {
        self.init(
            key: value.key,
            text: value.text,
            place: value.textPlace,
            title: value.title,
            titlePlace: value.titlePlace
        )
    }
}

/// Why a number cannot be looked up.
struct ValueFault: Error {
    var message: String
    var help: String?

    init(_ message: String, help: String? = nil) {
        self.message = message
        self.help = help
    }

    static func noColumn(_ parts: [String], among columns: [String]) -> ValueFault {
        let help = NearMiss.help(for: parts[1], in: columns)
        return ValueFault("query '\(parts[0])' has no column '\(parts[1])'", help: help)
    }

    static func noStatistic(_ parts: [String]) -> ValueFault {
        ValueFault(
            "claim '\(parts[0])' has no '\(parts.dropFirst().joined(separator: "."))'",
            help: parts[1] == "sensitivity"
                ? "known, of a claim with a sensitivity: " + Sensitivity.names.joined(separator: ", ")
                : "known: trials, holds, share, and median, min, max of a column, such as \(parts[0]).column.median"
        )
    }
}

extension Chapter {
    /// The directives' fences from the top.
    var fences: [Block.Fence] {
        document.blocks.compactMap { block in
            guard case .directive(let fence) = block.kind else { return nil }
            return fence
        }
    }
}

/// Median and range of some numbers.
struct Spread: Sendable {
    let median: Double
    let low: Double
    let high: Double
    let count: Int

    /// Nil for no numbers.
    init?(_ numbers: [Double]) {
        let sorted = numbers.filter { !$0.isNaN }.sorted()
        guard let first = sorted.first, let last = sorted.last else { return nil }
        let middle = sorted.count / 2
        median = sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
        (low, high, count) = (first, last, sorted.count)
    }
}
