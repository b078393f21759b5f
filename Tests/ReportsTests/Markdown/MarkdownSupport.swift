import Diagnostics
import Settings

@testable import Reports

/// Parses a chapter called `c.md`.
func parsed(_ source: String) -> Document { Document(parsing: source, file: "c.md") }

/// The inlines of the first block, if it is a paragraph or a heading.
func inlines(_ source: String) -> [Inline] {
    switch parsed(source).blocks.first?.kind {
    case .paragraph(let content): content
    case .heading(let heading): heading.content
    default: []
    }
}

/// The faults as `line:column id`, sorted.
func faults(_ source: String) -> [String] {
    parsed(source).faults.sorted().map { "\($0.place?.line ?? 0):\($0.place?.column ?? 0) \($0.id)" }
}

extension Place {
    /// `line:column`, or `line:column+length` when it is longer than one character.
    var short: String { "\(line):\(column)" + (length > 1 ? "+\(length)" : "") }
}

extension ProseIndex {
    /// The index of a chapter called `c.md`.
    init(of source: String) { self.init(parsed(source)) }
}

/// A resolver whose answers are readable in tests.
struct EchoResolver: ProseResolver {
    var terms: [GlossaryTerm] = []

    func reference(to target: String, at place: Place) -> ProseReference? {
        target == "nowhere" ? nil : ProseReference(address: "#\(target)", text: "Figure 3")
    }
    func citation(of works: [Inline.CitedWork], at place: Place) -> Markup {
        .html("(\(works.map { $0.key + ($0.locator.map { ", \($0)" } ?? "") }.joined(separator: "; ")))")
    }
    func value(_ value: Inline.Value, at place: Place) -> Markup { .html("<data>\(value.text)</data>") }
    func formula(_ formula: Formula) -> Markup { .html("<i>\(formula.tex.text)</i>") }
    func isStrip(at place: Place) -> Bool? { false }
    func directive(_ fence: Block.Fence, at place: Place) -> Markup { .html("<figure>\(fence.name)</figure>\n") }
    func imageAddress(_ image: Inline.Image, at place: Place) -> String { "assets/" + image.source }
    func linkAddress(_ link: Inline.Link, at place: Place) -> String {
        link.destination.replacing(".md", with: ".html")
    }
}

/// A chapter as HTML.
func written(_ source: String) -> String {
    let document = parsed(source)
    var writer = ProseWriter(document, resolver: EchoResolver(), identifiers: PageIdentifiers())
    return writer.html(document.blocks).text
}
