import CDuktape
import Foundation

/// KaTeX in a Duktape heap: one formula at a time, from one thread at a time.
final class KatexEngine {
    private let context: OpaquePointer

    /// Loads the script, which takes about a tenth of a second.
    init(_ library: KatexLibrary) throws {
        guard let context = duk_create_heap(nil, nil, nil, nil, nil) else {
            throw KatexLibrary.Failure.damaged("no memory for the script engine")
        }
        self.context = context
        guard let script = try? Data(contentsOf: library.script) else {
            throw KatexLibrary.Failure.damaged("\(library.script.path) cannot be read")
        }
        for part in [Data(Self.before.utf8), script, Data(Self.after.utf8)] {
            if let message = evaluate(part) {
                throw KatexLibrary.Failure.damaged("\(library.script.path) does not run: \(message)")
            }
        }
    }

    deinit { duk_destroy_heap(context) }

    /// Renders a formula; `macros` is a JSON object.
    func render(_ tex: String, display: Bool, macros: String) throws -> String {
        _ = duk_get_global_string(context, "spikebookRender")
        push(tex)
        duk_push_boolean(context, display ? 1 : 0)
        push(macros)
        let failed = duk_pcall(context, 3) != 0
        let answer = pop()
        // The glue catches what KaTeX throws; what arrives here is the engine's own, such as a full stack.
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

    /// How long the control word at an offset is; anything else is one unit long.
    private static func extent(of tex: String, from offset: Int) -> Int {
        let rest = Array(tex.utf16.dropFirst(offset))
        guard rest.first == UInt16(UInt8.backslash) else { return 1 }
        return 1 + max(1, rest.dropFirst().prefix { UInt8(exactly: $0)?.isWordByte == true }.count)
    }

    /// KaTeX's message without its name and without the position, which the diagnostic shows by itself.
    private static func sentence(_ message: Substring) -> String {
        var text = message.hasPrefix("KaTeX parse error: ") ? message.dropFirst("KaTeX parse error: ".count) : message
        if let position = text.firstRange(of: " at position ") { text = text[..<position.lowerBound] }
        if let end = text.firstRange(of: " at end of input") { text = text[..<end.upperBound] }
        return String(text)
    }

    // MARK: - The engine

    /// Runs a script and drops its value; gives the message when it throws.
    private func evaluate(_ script: Data) -> String? {
        let flags = UInt32(DUK_COMPILE_EVAL | DUK_COMPILE_SAFE | DUK_COMPILE_NOSOURCE | DUK_COMPILE_NOFILENAME)
        let failed = script.withUnsafeBytes { bytes in
            duk_eval_raw(context, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, flags) != 0
        }
        let value = pop()
        return failed ? value : nil
    }

    /// Pushes text as the engine holds it: each UTF-16 unit by itself in the way of UTF-8.
    private func push(_ text: String) {
        var bytes: [UInt8] = []
        for unit in text.utf16 {
            switch unit {
            case ..<0x80: bytes.append(UInt8(unit))
            case ..<0x800: bytes += [UInt8(0xc0 | unit >> 6), UInt8(0x80 | unit & 0x3f)]
            default: bytes += [UInt8(0xe0 | unit >> 12), UInt8(0x80 | unit >> 6 & 0x3f), UInt8(0x80 | unit & 0x3f)]
            }
        }
        bytes.withUnsafeBytes { buffer in
            _ = duk_push_lstring(context, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
        }
    }

    /// Takes the topmost value as text.
    private func pop() -> String {
        var count = 0
        let pointer = duk_safe_to_lstring(context, -1, &count)
        let bytes = UnsafeRawBufferPointer(start: pointer, count: count)
        var units: [UInt16] = []
        units.reserveCapacity(count)
        var index = 0
        while index < count {
            let byte = UInt16(bytes[index])
            let width = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : 3
            guard index + width <= count else { break }
            let next = { (offset: Int) in UInt16(bytes[index + offset]) & 0x3f }
            switch width {
            case 1: units.append(byte)
            case 2: units.append((byte & 0x1f) << 6 | next(1))
            default: units.append((byte & 0xf) << 12 | next(1) << 6 | next(2))
            }
            index += width
        }
        duk_pop(context)
        return String(decoding: units, as: UTF16.self)
    }

    // MARK: - Glue

    /// Duktape is ES5.1, and KaTeX fills the rows of matrices.
    private static let before = """
        if (!Array.prototype.fill) {
            Array.prototype.fill = function (value) {
                for (var i = 0; i < this.length; i += 1) { this[i] = value; }
                return this;
            };
        }
        """

    /// One string comes back: `+` and the HTML, or `-`, position and message.
    private static let after = """
        var spikebookKatex = katex;
        function spikebookRender(tex, display, macros) {
            try {
                return "+" + spikebookKatex.renderToString(tex, {
                    displayMode: display, output: "htmlAndMathml", throwOnError: true, strict: "ignore", trust: false,
                    maxSize: 100, macros: JSON.parse(macros)
                });
            } catch (fault) {
                var position = typeof fault.position === "number" ? fault.position : "?";
                return "-" + position + " " + fault.message;
            }
        }
        """
}
