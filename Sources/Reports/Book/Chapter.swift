import Diagnostics
import Foundation

/// A chapter: its tree and its directives.
struct Chapter: Sendable {
    /// Its place in the book, from 1.
    var number: Int
    /// The file's name without its extension: the page's name too.
    var name: String
    /// The Markdown as it stands in the file.
    var text: String
    /// The tree.
    var document: Document
    /// The directives by the place of their fence.
    var directives: [Place: PlacedDirective]
    /// The identifiers of directives that could not be read: whoever refers to one is not at fault as well.
    private(set) var faultyIDs: Set<String> = []
    /// The experiments among them, as far as they are YAML.
    private(set) var faultyExperiments: [LocatedValue] = []

    /// The page's file name.
    var page: String { name + ".html" }

    /// The chapter's title: its first heading of level one.
    var title: [Inline] {
        for case .heading(let heading) in document.blocks.map(\.kind) where heading.level == 1 {
            return heading.content
        }
        return []
    }

    /// The directives from the top.
    var orderedDirectives: [PlacedDirective] {
        document.blocks.compactMap { directives[$0.place] }
    }

    /// Reads a chapter; its faults are added to `faults`.
    init(number: Int, file: String, name: String, text: String, faults: inout [Diagnostic]) {
        self.number = number
        self.name = name
        self.text = text
        document = Document(parsing: text, file: file, reserving: ["main", "claims", "chapters", "references"])
        directives = [:]
        faults += document.faults
        for block in document.blocks {
            guard case .directive(let fence) = block.kind else { continue }
            do {
                directives[block.place] = try Directives.read(fence, at: block.place)
            } catch {
                let unknown = Diagnostic("directive.unreadable", at: block.place, "\(error)")
                faults += (error as? Faults)?.diagnostics ?? [unknown]
                if fence.name == ExperimentDirective.name, let source = try? LocatedValue(yaml: fence.body) {
                    faultyExperiments.append(source)
                }
                // By its spelling, since what cannot be read as YAML has no keys.
                if let match = fence.body.text.firstMatch(of: /(?:^|\n)id: *(\S+)/) {
                    faultyIDs.insert(String(match.output.1))
                }
            }
        }
        if title.isEmpty {
            let place = Place(file: file, line: 1)
            faults.append(
                Diagnostic(
                    "chapter.untitled",
                    at: place,
                    "the chapter has no title",
                    help: "begin it with a line '# Title'"
                )
            )
        }
    }
}
