import Charts
import Diagnostics
import Settings
import Training

/// A text of a directive or of `book.yml` that is not Markdown but may contain formulas.
struct LabelText {
    let text: String
    /// Its path in the tree.
    let path: [String]
    /// Whether it is drawn in a figure, whose fonts and LaTeX subset are smaller than the page's.
    let isDrawn: Bool
    let source: LocatedValue

    /// The texts of a directive.
    static func all(in placed: PlacedDirective) -> [LabelText] {
        let paths = Self.pagePaths(placed.source.value)
        let drawn = placed.directive.drawnTexts
        return (paths.map { ($0, false) } + drawn.map { ($0, true) }).compactMap { path, isDrawn in
            LabelText(of: placed.source, at: path, isDrawn: isDrawn)
        }
    }

    /// The texts of `book.yml`.
    static func all(in book: Book) -> [LabelText] {
        let paths =
            [["title"], ["sentence"], ["licence"]] + book.groups.indices.map { ["groups", "\($0)", "title"] }
            + book.findings.indices.map { ["findings", "\($0)", "unit"] }
        return paths.compactMap { LabelText(of: book.configurationSource, at: $0, isDrawn: false) }
    }

    private init?(of source: LocatedValue, at path: [String], isDrawn: Bool) {
        guard case .text(let text)? = Self.value(at: path[...], in: source.value) else { return nil }
        (self.text, self.path, self.isDrawn, self.source) = (text, path, isDrawn, source)
    }

    private static func value(at path: ArraySlice<String>, in tree: Value) -> Value? {
        guard let step = path.first else { return tree }
        if case .list(let items) = tree {
            guard let index = Int(step), items.indices.contains(index) else { return nil }
            return value(at: path.dropFirst(), in: items[index])
        }
        return tree[step].flatMap { value(at: path.dropFirst(), in: $0) }
    }

    private static func pagePaths(_ tree: Value) -> [[String]] {
        guard case .map(let headings)? = tree["headings"] else { return [["unit"]] }
        return [["unit"]] + headings.map { ["headings", $0.name] }
    }

    /// The formulas, with their places.
    var formulas: [Formula] {
        let bytes = Array(text.utf8)
        return MathsScan(bytes).formulas.compactMap { range in
            guard let formula = MathsRule.formula(at: range.lowerBound, in: bytes) else { return nil }
            let tex = String(decoding: bytes[formula.tex], as: UTF8.self)
            let place = place(of: formula.tex.lowerBound, in: bytes)
            let origin = LocatedText.Origin(line: place.line, column: place.column)
            let located = LocatedText(file: place.file, text: tex, origins: [origin])
            return Formula(tex: located, isDisplay: false, label: nil, place: place)
        }
    }

    /// Faults of characters that cannot be drawn, and of text that looks like a formula but is not read as one.
    var faults: [Diagnostic] {
        let bytes = Array(text.utf8)
        let unread = MathsScan(bytes).unread.map { unread in
            let place = place(of: unread.offset, length: unread.length, in: bytes)
            return Diagnostic(.warning, "label.unread-maths", at: place, unread.message, help: unread.help)
        }
        // Missing fonts are a fault of the machine, which is reported when figures are drawn.
        guard isDrawn, let problem = (try? Label.fault(in: text)) ?? nil else { return unread }
        let fault = Diagnostic(
            "label.unfit",
            at: source.place(of: path),
            "the label '\(text)' cannot be drawn: \(problem)",
            help: LabelText.help
        )
        return unread + [fault]
    }

    /// Says which characters can be drawn.
    static let help =
        "figures are set in DejaVu Sans, and in KaTeX's fonts between dollars: write other characters in words"

    private func place(of offset: Int, length: Int = 1, in bytes: [UInt8]) -> Place {
        let column = String(decoding: bytes[..<offset], as: UTF8.self).count + 1
        var place = source.place(of: path, line: 1, column: column)
        place.length = length
        return place
    }
}
