public import Diagnostics
import Foundation
public import Storage

/// Rewrites the numbers in the prose that disagree with the results.
public struct NumberFix {
    /// One number to be rewritten.
    public struct Change: Sendable {
        /// The number's place.
        public var place: Place
        /// The key of the result with which it is compared.
        public var key: String
        /// The number as written.
        public var old: String
        /// The number as it should be.
        public var new: String
        /// The result, with more digits than the prose has.
        public var result: String
        /// The first columns of the row that was used, if the number refers to one of several rows; otherwise empty.
        public var row: String
    }

    /// The changes, by place.
    public private(set) var changes: [Change] = []
    /// Wrong numbers that are not rewritten, because they have no result or because its format cannot express the
    /// result.
    public private(set) var refusals: [Diagnostic] = []
    private let book: Book
    private var sources: [String: WrittenSource] = [:]

    /// Compares every number of the book with the archive's results.
    public init(plan: Plan, archive: Archive) throws {
        book = plan.book
        let values = ValueCheck(book: plan.book, results: try Results(plan: plan, archive: archive))
        let numbers = plan.book.numbers
        for number in numbers {
            guard let fault = values.fault(number) else { continue }
            guard let written = WrittenNumber(number.text), let found = try? values.found(number.key) else {
                refusals.append(fault)
                continue
            }
            add(number, written, found)
        }
        func order(_ place: Place) -> (String, Int, Int) { (place.file, place.line, place.column) }
        changes.sort { order($0.place) < order($1.place) }
        refusals = Faults(refusals).diagnostics
    }

    private mutating func add(_ number: CheckedNumber, _ written: WrittenNumber, _ found: ValueCheck.Found) {
        let rewriting = NumberRewriting(
            number: number,
            written: written,
            found: found,
            unit: unit(behind: number)
        )
        if let refusal = rewriting.refusal {
            refusals.append(refusal)
            return
        }
        guard source(of: number.place.file)?.holds(number.text, at: number.place) == true else {
            refusals.append(rewriting.unlikeItsSource)
            return
        }
        changes.append(
            Change(
                place: number.place,
                key: number.key,
                old: number.text,
                new: written.rewritten(for: found.number),
                result: NumberText.told(found.number),
                row: rewriting.row
            )
        )
    }

    /// The text after a number's link, which readers take for its unit; a finding has its unit in a separate line.
    private mutating func unit(behind number: CheckedNumber) -> Substring {
        let finding = book.findings.first { $0.value.contains("[\(number.text)](value:\(number.key)") }
        if let finding, number.place.file == book.files.shown("book.yml") { return finding.unit[...] }
        return source(of: number.place.file)?.text(behindNumber: number.text, at: number.place) ?? ""
    }

    private mutating func source(of file: String) -> WrittenSource? {
        if let known = sources[file] { return known }
        let source = book.url(of: file).flatMap { WrittenSource($0) }
        sources[file] = source
        return source
    }

    /// Rewrites the files, each completely or not at all.
    public func apply() throws {
        for (file, changes) in Dictionary(grouping: changes, by: \.place.file) {
            guard var source = sources[file] else { continue }
            // From the end of each line, so that earlier columns stay valid.
            for change in changes.sorted(by: { ($0.place.line, $0.place.column) > ($1.place.line, $1.place.column) }) {
                source.replace(change.old, at: change.place, by: change.new)
            }
            try source.write()
        }
    }
}
