public import Diagnostics
import Experiments
import Foundation
import Storage

extension Site {
    /// Faults that only the archive's tables and the script engine reveal: SQL that does not compile, TeX that does
    /// not parse.
    ///
    /// A text found correct is checked again only when it or this program changes.
    public func faults() throws -> [Diagnostic] {
        // A page that cannot be made because a package is missing is no fault of the book.
        for placed in plan.book.chapters.flatMap(\.orderedDirectives) { try placed.onPage.prepare(for: self) }
        let sound = DerivedStore(memo: archive.memo, kind: "sound")
        let key = Digest.sha256(sqlTexts)
        var faults: [Diagnostic] = []
        if try sound.content(key) == nil {
            // Checking changed SQL needs a real archive, not only cached answers.
            guard !archive.isOfAnswers else { throw ArchiveError.missing(path: archive.path) }
            faults += SQLCheck(archive: archive, views: plan.views).faults(in: plan.book)
            if faults.isEmpty { sound.keep(Data(), under: key) }
        }
        let prose = try faultsOfFormulas(unless: sound)
        if try sound.save() { try sound.forget(except: prose.keys.union([key])) }
        return Faults(faults + prose.faults).diagnostics
    }

    /// The faults in formulas of texts that are not yet known to be correct, and the keys of all texts.
    private func faultsOfFormulas(unless sound: DerivedStore) throws -> (faults: [Diagnostic], keys: Set<String>) {
        let (book, check) = (plan.book, FormulaCheck(maths: maths))
        var (faults, keys): ([Diagnostic], Set<String>) = ([], [])
        func look(_ text: String, _ look: () throws -> [Diagnostic]) throws {
            let parts = [RendererVersion.digest, katex.version, "\(book.macros.sorted { $0.key < $1.key })", text]
            let key = Digest.sha256(parts.joined(separator: "\u{0}"))
            keys.insert(key)
            guard try sound.content(key) == nil else { return formulas.isWhole = false }
            let found = try look()
            if found.isEmpty { sound.keep(Data(), under: key) }
            faults += found
        }
        for chapter in book.chapters { try look(chapter.text) { try check.faults(in: chapter, of: book) } }
        try look(book.configurationText) { try check.faults(inConfigurationOf: book) }
        try formulas.kept.save()
        return (faults, keys)
    }

    /// Everything that decides whether the book's SQL compiles and gives the named columns: the queries, and the
    /// texts that name columns.
    private var sqlTexts: String {
        let directives = plan.book.chapters.flatMap(\.orderedDirectives).filter { !$0.directive.questions.isEmpty }
        let texts = directives.map(\.text) + plan.book.numbers.map(\.key)
        return ([RendererVersion.digest, Archive.libraryVersion] + texts).joined(separator: "\u{0}")
    }
}
