import Foundation

/// KaTeX in a Duktape heap, which renders one formula at a time, on one thread at a time.
final class KatexEngine {
    private let engine: ScriptEngine

    /// Loads the script, which takes about a tenth of a second.
    init(_ library: KatexLibrary) throws {
        guard let engine = ScriptEngine() else {
            throw KatexLibrary.place.damaged("no memory for the script engine")
        }
        self.engine = engine
        guard let script = try? Data(contentsOf: library.script) else {
            throw KatexLibrary.place.damaged("\(library.script.path) cannot be read")
        }
        for part in [Data(Self.before.utf8), script, Data(Self.after.utf8)] {
            if let message = engine.evaluate(part) {
                throw KatexLibrary.place.damaged("\(library.script.path) does not run: \(message)")
            }
        }
    }

    /// Renders a formula; `macros` is a JSON object.
    func render(_ tex: String, display: Bool, macros: String) throws -> String {
        let (answer, failed) = engine.call("spikebookRender", tex, display ? "display" : "", macros)
        // The wrapper script catches what KaTeX throws; errors here are the engine's own, such as a full stack.
        if failed { throw MathFault(message: answer, offset: nil, length: 1) }
        guard answer.hasPrefix("-") else { return String(answer.dropFirst()) }
        let fields = answer.dropFirst().split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        let offset = fields.first.flatMap { Int($0) }
        throw MathFault(
            message: Self.sentence(fields.last ?? ""),
            offset: offset,
            length: Self.extent(of: tex, from: offset ?? 0)
        )
    }

    /// The length of the control word at an offset; 1 for anything else.
    private static func extent(of tex: String, from offset: Int) -> Int {
        let rest = Array(tex.utf16.dropFirst(offset))
        guard rest.first == UInt16(UInt8.backslash) else { return 1 }
        return 1 + max(1, rest.dropFirst().prefix { UInt8(exactly: $0)?.isWordByte == true }.count)
    }

    /// KaTeX's message without its prefix and without the position, which the diagnostic shows separately.
    private static func sentence(_ message: Substring) -> String {
        var text = message.hasPrefix("KaTeX parse error: ") ? message.dropFirst("KaTeX parse error: ".count) : message
        if let position = text.firstRange(of: " at position ") { text = text[..<position.lowerBound] }
        if let end = text.firstRange(of: " at end of input") { text = text[..<end.upperBound] }
        return String(text)
    }

    // MARK: - Wrapper script

    /// Duktape implements ES5.1, but KaTeX calls `fill` for the rows of matrices.
    private static let before = """
        if (!Array.prototype.fill) {
            Array.prototype.fill = function (value) {
                for (var i = 0; i < this.length; i += 1) { this[i] = value; }
                return this;
            };
        }
        """

    /// Returns one string: `+` and the HTML, or `-`, position and message.
    private static let after = """
        var spikebookKatex = katex;
        function spikebookRender(tex, display, macros) {
            try {
                return "+" + spikebookKatex.renderToString(tex, {
                    displayMode: display !== "", output: "htmlAndMathml", throwOnError: true, strict: "ignore", trust: false,
                    maxSize: 100, macros: JSON.parse(macros)
                });
            } catch (fault) {
                var position = typeof fault.position === "number" ? fault.position : "?";
                return "-" + position + " " + fault.message;
            }
        }
        """
}
