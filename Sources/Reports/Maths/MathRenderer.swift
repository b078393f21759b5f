import Foundation
import Synchronization

/// Renders TeX as HTML, with MathML for screen readers.
///
/// The script engine starts with the first formula that is not cached. Only then do calls from several threads wait
/// for each other.
final class MathRenderer: Sendable {
    private let library: KatexLibrary
    private let cache: (any MathCache)?
    /// The macros as a JSON object with sorted keys; part of every key.
    private let macros: String
    /// The script engine, used by one thread at a time.
    private let engine = Mutex<KatexEngine?>(nil)

    /// A renderer for one book; the names of `macros` may be written with or without their backslash.
    init(library: KatexLibrary, macros: [String: String] = [:], cache: (any MathCache)? = nil) throws {
        self.library = library
        self.cache = cache
        let named = macros.map { ($0.key.hasPrefix("\\") ? $0.key : "\\" + $0.key, $0.value) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        self.macros = String(decoding: try encoder.encode(Dictionary(named) { $1 }), as: UTF8.self)
    }

    /// Whether the script engine has been started.
    var hasLoaded: Bool {
        engine.withLock { $0 != nil }
    }

    /// A formula as HTML; `tag` is shown in parentheses at the right edge of a displayed one.
    ///
    /// Throws a `MathFault` when the TeX is malformed, and errors of the cache or the machine.
    func render(_ tex: String, display: Bool, tag: String? = nil) throws -> String {
        let tagged = display ? tex + (tag.map { " \\tag{\($0)}" } ?? "") : tex
        let key = "katex \(library.version)\n\(display ? "display" : "inline")\n\(macros)\n\(tagged)"
        if let fault = FormulaLimit.fault(in: tex) ?? TeXComment.fault(in: tex, isDisplay: display) { throw fault }
        if let html = try cache?.lookup(key) { return html }
        let html = try engine.withLock { shared in
            let engine = try shared ?? KatexEngine(library)
            shared = engine
            do {
                return try engine.render(tagged, display: display, macros: macros)
            } catch var fault as MathFault {
                // Errors caused by the appended tag are reported at the end of the author's text.
                fault.offset = fault.offset.map { min($0, tex.utf16.count) }
                throw fault
            }
        }
        try cache?.store(key, html: html)
        return html
    }

    /// A formula of a chapter as HTML.
    func render(_ formula: Formula, tag: String? = nil) throws -> String {
        try render(formula.tex.text, display: formula.isDisplay, tag: tag)
    }
}
