import Diagnostics
import Foundation

/// A chapter: its document and its directives.
struct Chapter: Sendable {
    /// The chapter's number in the book, from 1.
    var number: Int
    /// The file's name without extension, which also names the page.
    var name: String
    /// The Markdown source.
    var text: String
    /// The parsed Markdown.
    var document: Document
    /// Everything in the chapter that must be checked against the book, such as links and citations.
    let index: ProseIndex
    /// The directives by the place of their fences.
    var directives: [Place: PlacedDirective]
    /// The identifiers of directives that could not be read; references to them are not reported as faults.
    private(set) var faultyIDs: Set<String> = []
    /// Those directives whose YAML could be read.
    private(set) var faultySources: [FaultySource] = []

    /// A directive that could not be read.
    struct FaultySource: Sendable {
        /// The word in the fence's braces.
        var kind: String
        var value: LocatedValue
    }

    /// The page's file name.
    var page: String { name + ".html" }

    /// The page's address as used in links.
    var address: String { page.addressEncoded }

    /// The chapter's title: its first heading of level one.
    var title: [Inline] {
        for case .heading(let heading) in document.blocks.map(\.kind) where heading.level == 1 {
            return heading.content
        }
        return []
    }

    /// The directives in the order of the text.
    var orderedDirectives: [PlacedDirective] {
        document.blocks.compactMap { directives[$0.place] }
    }

    /// Reads a chapter; adds its faults to `faults`.
    init(
        number: Int,
        file: String,
        name: String,
        text: String,
        citing bibliography: Bibliography,
        faults: inout [Diagnostic]
    ) {
        self.number = number
        self.name = name
        self.text = text
        let reserved = PageIdentifiers.ofFrame.union(PageIdentifiers.ofLanding)
        let first = Document(parsing: text, file: file, reserving: reserved, citing: bibliography)
        let firstIndex = ProseIndex(first)
        directives = Self.directives(of: first, &faults, &faultyIDs, &faultySources)
        let ids = Set(directives.values.filter(\.isShown).map(\.id))
        if ids.isDisjoint(with: firstIndex.identifiers.map(\.item)) {
            (document, index) = (first, firstIndex)
        } else {
            // Generated identifiers of headings give way to those that authors wrote.
            document = Document(parsing: text, file: file, reserving: reserved, awaiting: ids, citing: bibliography)
            index = ProseIndex(document)
        }
        faults += document.faults
        if let fault = faultOfTitle { faults.append(fault) }
    }

    /// The fault of a missing title, or of text before it.
    private var faultOfTitle: Diagnostic? {
        guard !title.isEmpty else {
            return Diagnostic(
                "chapter.untitled",
                at: Place(file: document.file, line: 1),
                "the chapter has no title",
                help: "begin it with a line '# Title'"
            )
        }
        guard let first = document.blocks.first, document.outline.first(where: { $0.level == 1 })?.place != first.place
        else { return nil }
        let help = "a chapter begins with its title: move what stands above below that line"
        return Diagnostic("chapter.late-title", at: first.place, "this stands before the chapter's title", help: help)
    }

    private static func directives(
        of document: Document,
        _ faults: inout [Diagnostic],
        _ faultyIDs: inout Set<String>,
        _ faultySources: inout [FaultySource]
    ) -> [Place: PlacedDirective] {
        var directives: [Place: PlacedDirective] = [:]
        for block in document.blocks {
            guard case .directive(let fence) = block.kind else { continue }
            do {
                let directive = try Directives.read(fence, at: block.place)
                faults += directive.source.warnings
                directives[block.place] = directive
            } catch {
                let unknown = Diagnostic("directive.unreadable", at: block.place, "\(error)")
                faults += (error as? Faults)?.diagnostics ?? [unknown]
                if let source = Directives.settings(of: fence) {
                    faultySources.append(FaultySource(kind: fence.name, value: source))
                }
                // Found by a text pattern, since the body is not valid YAML.
                if let match = fence.body.text.firstMatch(of: /(?:^|\n)(?:\/\/\| *)?id: *(\S+)/) {
                    faultyIDs.insert(String(match.output.1))
                }
            }
        }
        return directives
    }
}
