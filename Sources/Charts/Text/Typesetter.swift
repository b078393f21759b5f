/// Sets labels: running text in DejaVu Sans, formulas between dollar signs in TeX's fonts.
final class Typesetter {
    /// The weight of running text.
    enum Weight { case regular, bold }

    let fonts: FontMap

    init() throws {
        fonts = try FontMap()
    }

    /// Sets a line at `size` pixels.
    ///
    /// `10⁻⁵` and the like get proper superscripts; `\$` is a dollar sign.
    func label(_ source: String, size: Double, weight: Weight = .regular) throws -> Label {
        var label = Label()
        label.ascent = 0.93 * size
        label.descent = 0.24 * size
        let parts = Typesetter.parts(of: source)
        for part in parts {
            if part.isMaths {
                // KaTeX's fonts have a smaller x-height than DejaVu. The factor makes them look equally large.
                var composer = MathsComposer(fonts: fonts, label: label)
                let maths = try MathsParser.parse(part.text, in: source)
                try composer.set(maths, size: 1.18 * size)
                label = composer.label
                label.plain += Typesetter.collapsed(maths.plain)
            } else {
                setText(part.text, size: size, face: weight == .bold ? .sansBold : .sans, into: &label)
                label.plain += part.text
            }
        }
        return label
    }

    /// Sets a word so that it fits into `width`: in pieces, or at a smaller size if it is a formula.
    func labels(_ word: String, size: Double, within width: Double) throws -> [Label] {
        let label = try label(word, size: size)
        guard label.width > width, width > 20, size > 1 else { return [label] }
        if word.contains("$") {
            // Advances are whole pixels, so width does not shrink exactly with size.
            return try labels(word, size: size * min(0.97, width / label.width), within: width)
        }
        guard word.count > 1 else { return [label] }
        let half = word.count / 2
        return try labels(String(word.prefix(half)), size: size, within: width)
            + labels(String(word.dropFirst(half)), size: size, within: width)
    }

    /// The words of a label.
    ///
    /// Spaces within formulas do not separate.
    static func words(of source: String) -> [String] {
        let bytes = Array(source.utf8)
        var words: [[UInt8]] = [[]]
        var index = 0
        while index < bytes.count {
            let end = end(ofPieceAt: index, in: bytes)
            if bytes[index] == UInt8(ascii: " ") {
                words.append([])
            } else {
                words[words.count - 1] += bytes[index..<end]
            }
            index = end
        }
        return words.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
    }

    /// The end of the formula, escape or single byte at an offset.
    private static func end(ofPieceAt start: Int, in bytes: [UInt8]) -> Int {
        switch bytes[start] {
        case UInt8(ascii: "$"): MathsRule.formula(at: start, in: bytes)?.end ?? start + 1
        case UInt8(ascii: "\\"): min(start + 2, bytes.count)
        default: start + 1
        }
    }

    /// The plain Unicode text of a label.
    static func plain(_ source: String) throws -> String {
        try parts(of: source).map { part in
            part.isMaths ? collapsed(try MathsParser.parse(part.text, in: source).plain) : part.text
        }.joined()
    }

    private static func collapsed(_ text: String) -> String {
        text.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    }

    static func parts(of source: String) -> [(text: String, isMaths: Bool)] {
        let bytes = Array(source.utf8)
        var parts: [(text: String, isMaths: Bool)] = []
        var current: [UInt8] = []
        func add(_ bytes: some Sequence<UInt8>, isMaths: Bool) {
            let text = String(decoding: Array(bytes), as: UTF8.self)
            if !text.isEmpty { parts.append((text, isMaths)) }
        }
        var index = 0
        while index < bytes.count {
            let end = end(ofPieceAt: index, in: bytes)
            if bytes[index] == UInt8(ascii: "$"), let formula = MathsRule.formula(at: index, in: bytes) {
                add(current, isMaths: false)
                add(bytes[formula.tex], isMaths: true)
                current = []
            } else {
                let isDollar = bytes[index..<end].elementsEqual("\\$".utf8)
                current += isDollar ? bytes[index + 1..<end] : bytes[index..<end]
            }
            index = end
        }
        add(current, isMaths: false)
        return parts
    }

    private func setText(
        _ text: String,
        size: Double,
        face: Face,
        into label: inout Label
    ) {
        var rest = Substring(text)
        while let first = rest.first {
            let isRaised = Superscript.plain[first] != nil
            let run = rest.prefix { (Superscript.plain[$0] != nil) == isRaised }
            rest.removeFirst(run.count)
            let glyphs = isRaised ? String(run.map { Superscript.plain[$0] ?? $0 }) : String(run)
            let runSize = isRaised ? 0.74 * size : size
            for part in fonts.runs(of: glyphs, in: face, size: runSize) {
                let rise = isRaised ? -0.37 * size : 0
                label.fragments.append(.init(text: part.text, face: part.face, size: runSize, x: label.width, y: rise))
                label.width += part.extent.advance
                if part.isMissing { label.missing.append(part.text) }
            }
            label.ascent = max(label.ascent, isRaised ? size : 0)
        }
    }
}
