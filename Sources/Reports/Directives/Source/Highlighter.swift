import Experiments
import Foundation

/// Adds syntax colouring to listings with highlight.js.
///
/// The script engine starts with the first listing that is not cached.
final class Highlighter {
    private let library: HighlightLibrary
    /// Coloured listings, cached between builds.
    private let kept: DerivedStore
    private var engine: ScriptEngine?

    init(library: HighlightLibrary, kept: DerivedStore) {
        self.library = library
        self.kept = kept
    }

    /// A listing as HTML; throws `ScriptLibrary.Failure`.
    func html(_ listing: Listing) throws -> Markup {
        let key = key(of: listing)
        if let data = try kept.content(key) { return Markup(written: String(decoding: data, as: UTF8.self)) }
        let (html, failed) = try started().call("spikebookHighlight", listing.text, listing.language)
        guard !failed else { throw HighlightLibrary.place.damaged(html) }
        kept.keep(Data(html.utf8), under: key)
        return Markup(written: html)
    }

    /// The key under which a coloured listing is cached.
    func key(of listing: Listing) -> String {
        Digest.sha256("highlight \(library.version)\n\(Self.after)\n\(listing.language)\n\(listing.text)")
    }

    private func started() throws -> ScriptEngine {
        if let engine { return engine }
        guard let engine = ScriptEngine(), let script = try? Data(contentsOf: library.script) else {
            throw HighlightLibrary.place.damaged("\(library.script.path) cannot be read")
        }
        for part in [Data(Self.before.utf8), script, Data(Self.after.utf8)] {
            if let message = engine.evaluate(part) {
                throw HighlightLibrary.place.damaged("\(library.script.path) does not run: \(message)")
            }
        }
        self.engine = engine
        return engine
    }

    /// Words that became keywords after version 9 was released.
    private static let keywords =
        "actor any async await borrowing consuming each isolated nonisolated package sending some throws unsafe yield"

    /// Definitions that the script expects: a browser's window, and a console for its message that it is outdated.
    private static let before = "var self = this; var console = { log: function () {}, error: function () {} };"

    /// Additions to the old grammar: newer keywords, types in the head of a function, numbers that begin with a
    /// digit.
    private static let after = #"""
        var spikebookSwift = hljs.getLanguage("swift");
        spikebookSwift.keywords.keyword += " \#(keywords)";
        function spikebookMode(modes, name) {
            return modes.filter(function (mode) { return mode.className === name; }).pop();
        }
        (function (modes) {
            var type = spikebookMode(modes, "type"), head = spikebookMode(modes, "function");
            var places = [head, spikebookMode(head.contains, "params")].concat(head.contains);
            places.forEach(function (place) {
                if (place.className !== "title") { place.contains = (place.contains || []).concat([type]); }
            });
            spikebookMode(modes, "number").begin =
                "\\b(0x[a-fA-F0-9_]+(\\.[a-fA-F0-9p_]+)?|0b[01_]+|0o[0-7_]+|\\d[\\d_]*(\\.[\\deE_]+)?)\\b";
        })(spikebookSwift.contains);
        function spikebookHighlight(text, language) { return hljs.highlight(language, text, true).value; }
        """#
}
