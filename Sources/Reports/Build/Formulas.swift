import Charts
import Diagnostics
import Foundation
import Storage
import Synchronization

/// Rendered formulas kept in the archive, so that a book that has been built once starts no script engine.
final class FormulaCache: MathCache, Sendable {
    let kept: DerivedStore
    /// What was looked up or rendered so far.
    private let known = Mutex<[String: String]>([:])
    private let asksAll = Mutex(true)

    init(archive: Archive) {
        kept = DerivedStore(memo: archive.memo, kind: "formula")
    }

    /// Whether every formula of the book was asked for.
    var isWhole: Bool {
        get { asksAll.withLock { $0 } }
        set { asksAll.withLock { $0 = newValue } }
    }

    /// The keys of every formula that was asked for.
    var keys: Set<String> { known.withLock { Set($0.keys) } }

    func lookup(_ key: String) throws -> String? {
        if let html = known.withLock({ $0[key] }) { return html }
        guard let data = try kept.content(key) else { return nil }
        let html = String(decoding: data, as: UTF8.self)
        known.withLock { $0[key] = html }
        return html
    }

    func store(_ key: String, html: String) throws {
        known.withLock { $0[key] = html }
        kept.keep(Data(html.utf8), under: key)
    }
}

extension Site {
    /// The pages' own format.
    var html: HTMLRenderer { HTMLRenderer(templates: templates, maths: maths) }

    /// A text that is no Markdown, such as a heading of a table or a unit, with its formulas set.
    func label(_ text: String) -> Markup { html.label(text) }
}

/// Renders every formula of the book, so that a malformed one is a fault of the book and not a hole in a page.
struct FormulaCheck {
    let maths: MathRenderer

    /// Throws what the machine does wrong; what authors do wrong is given.
    func faults(in chapter: Chapter, of book: Book) throws -> [Diagnostic] {
        let fragments = chapter.orderedDirectives.flatMap { ProseFragment.all(in: $0, citing: book.bibliography) }
        let labels = chapter.orderedDirectives.flatMap { LabelText.all(in: $0) }
        return try faults(in: chapter.document) + fragments.flatMap(faults) + faults(in: labels)
    }

    /// The same for `book.yml`.
    func faults(inConfigurationOf book: Book) throws -> [Diagnostic] {
        try book.configurationProse.flatMap(faults) + faults(in: LabelText.all(in: book))
    }

    private func faults(in fragment: ProseFragment) throws -> [Diagnostic] {
        try faults(in: fragment.document).map(fragment.located)
    }

    /// The formulas of figures are not KaTeX's, and checked when the book is planned.
    private func faults(in labels: [LabelText]) throws -> [Diagnostic] {
        try labels.filter { !$0.isDrawn }.flatMap(\.formulas).compactMap(fault)
    }

    private func faults(in document: Document) throws -> [Diagnostic] {
        try ProseIndex(document).formulas.compactMap(fault)
    }

    private func fault(_ formula: Formula) throws -> Diagnostic? {
        do {
            _ = try maths.render(formula)
            return nil
        } catch let fault as MathFault {
            return fault.diagnostic(in: formula)
        }
    }
}
