import Diagnostics

/// Everything that can be referred to, with its number and its page.
struct LabelTable: Sendable {
    /// A target of references.
    struct Label: Sendable, Hashable {
        /// The text of a reference that has none of its own, such as `Figure 2.1`.
        var text: String
        /// The page's file name.
        var page: String
        /// The HTML id on the page; empty for the page itself.
        var anchor: String
        /// The number alone, such as `2.1`.
        var number: String
        var place: Place
        /// Whether the page shows it: a hidden query is not shown.
        var isShown = true

        /// The address for links from other pages.
        var address: String { page.addressEncoded + (anchor.isEmpty ? "" : "#\(anchor)") }
    }

    private(set) var labels: [String: Label] = [:]
    /// Headings by chapter, since a name may occur in several chapters.
    private var headings: [Int: [String: Label]] = [:]
    private(set) var faults: [Diagnostic] = []

    init(_ chapters: [Chapter]) {
        for (index, chapter) in chapters.enumerated() {
            let place = Place(file: chapter.document.file, line: 1)
            let text = "Chapter \(chapter.number)"
            add(
                chapter.name,
                Label(text: text, page: chapter.page, anchor: "", number: "\(chapter.number)", place: place)
            )
            addHeadings(chapter, index)
            addEquations(chapter)
            addDirectives(chapter)
        }
    }

    /// A text that changes when a label changes that belongs to a chapter or whose name occurs in its text.
    func fingerprint(of chapter: Chapter) -> String {
        let words = Self.words(of: chapter.text)
        let all = labels.map { ($0.key, $0.value) } + headings.values.flatMap { $0.map { ($0.key, $0.value) } }
        return all.filter { $0.1.page == chapter.page || words.contains($0.0[...]) }
            .map { "\($0.0)\t\($0.1.text)\t\($0.1.page)\t\($0.1.anchor)" }.sorted().joined(separator: "\n")
    }

    /// The words of a text that may be identifiers; bytes outside ASCII count as letters, since headings may contain
    /// them.
    private static func words(of text: String) -> Set<Substring> {
        func isSeparator(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), 128...:
                false
            default: true
            }
        }
        return Set(text.utf8.split(whereSeparator: isSeparator).compactMap { Substring($0) })
    }

    /// The label that `target` means in a chapter.
    ///
    /// The chapter's own headings come first, then the book's labels, then a heading of another chapter if only one
    /// has that name.
    func label(_ target: String, from chapter: Int) -> Label? {
        if let own = headings[chapter]?[target] { return own }
        if let label = labels[target] { return label }
        let others = headings.values.compactMap { $0[target] }
        return others.count == 1 ? others[0] : nil
    }

    /// The label of an HTML id on a chapter's page.
    func label(anchor: String, in chapter: Chapter, at index: Int) -> Label? {
        headings[index]?[anchor] ?? labels[anchor].flatMap { $0.page == chapter.page && $0.isShown ? $0 : nil }
    }

    /// The HTML ids on a chapter's page that links can lead to.
    func anchors(in chapter: Chapter, at index: Int) -> [String] {
        let headings = headings[index].map { Array($0.keys) } ?? []
        let shown = labels.filter { $0.value.page == chapter.page && !$0.value.anchor.isEmpty && $0.value.isShown }
        return headings + shown.keys
    }

    /// Every name that a chapter can refer to.
    func names(from chapter: Int) -> [String] {
        Array(labels.keys) + (headings[chapter].map { Array($0.keys) } ?? [])
    }

    private mutating func add(_ id: String, _ label: Label) {
        if let first = labels[id] {
            refuse(id, at: label.place, first: first.place)
        } else {
            labels[id] = label
        }
    }

    private mutating func refuse(_ id: String, at place: Place, first: Place) {
        let help = "the first is at \(first.file):\(first.line); rename one of them"
        faults.append(Diagnostic("book.duplicate-id", at: place, "the id '\(id)' is used twice", help: help))
    }

    private mutating func addHeadings(_ chapter: Chapter, _ index: Int) {
        let title = chapter.document.outline.first { $0.level == 1 }
        for entry in chapter.document.outline {
            headings[index, default: [:]][entry.id] = Label(
                text: entry.text,
                page: chapter.page,
                // The title is at the top of the page and has no id there.
                anchor: entry == title ? "" : entry.id,
                number: "",
                place: entry.place
            )
        }
    }

    private mutating func addEquations(_ chapter: Chapter) {
        var count = 0
        for formula in chapter.index.formulas {
            guard let id = formula.label else { continue }
            count += 1
            let number = "\(chapter.number).\(count)"
            let text = "Equation \(number)"
            add(id, Label(text: text, page: chapter.page, anchor: id, number: number, place: formula.place))
        }
    }

    private mutating func addDirectives(_ chapter: Chapter) {
        var counts: [String: Int] = [:]
        checkIdentifiers(of: chapter)
        for placed in chapter.orderedDirectives where !placed.id.isEmpty {
            var label = Label(text: placed.id, page: chapter.page, anchor: placed.id, number: "", place: placed.place)
            label.isShown = placed.isShown
            if let word = placed.directive.numberedAs {
                counts[word, default: 0] += 1
                label.number = "\(chapter.number).\(counts[word, default: 0])"
                label.text = "\(word) \(label.number)"
            }
            add(placed.id, label)
        }
    }

    /// Finds directives whose identifier is that of a heading, or of a part that every page has.
    private mutating func checkIdentifiers(of chapter: Chapter) {
        let found = chapter.index.identifiers.map { ($0.item, $0.place) }
        let places = Dictionary(found) { first, _ in first }
        for placed in chapter.orderedDirectives where placed.isShown {
            // An equation's identifier is a label of the book, like that of a directive.
            if let first = places[placed.id], labels[placed.id] == nil {
                refuse(placed.id, at: placed.place, first: first)
            }
            guard PageIdentifiers.ofFrame.contains(placed.id) else { continue }
            let help = "every page uses it for a part of its own; rename this one"
            let message = "the id '\(placed.id)' is taken"
            faults.append(Diagnostic("book.duplicate-id", at: placed.place, message, help: help))
        }
    }
}
