import Foundation

/// A small book with random changes, determined by a seed.
struct MutatedBook {
    private(set) var files: [String: Data]
    /// The changes, in words.
    private(set) var history: [String] = []

    /// Takes a book of the corpus, or one of its faulty chapters, and changes it.
    init(changes: ClosedRange<Int>, withFaulty: Bool = false, by chance: inout Chance) {
        files = chance.element(Corpus.shared.books)
        if withFaulty, chance.isOnce(in: 3) {
            files = [
                "book.yml": Data("title: A case\n".utf8), "01-case.md": chance.element(Corpus.shared.faultyChapters),
            ]
        }
        for _ in 0..<chance.number(changes) { change(by: &chance) }
    }

    private mutating func change(by chance: inout Chance) {
        if chance.isOnce(in: 40) { return rearrange(by: &chance) }
        // Chapters are changed more often than other files.
        let chapters = files.keys.filter { $0.hasSuffix(".md") }.sorted()
        let name =
            chapters.isEmpty || chance.isOnce(in: 4) ? chance.element(files.keys.sorted()) : chance.element(chapters)
        let mutation = chance.element(Mutation.all)
        history.append("\(name): \(mutation.name)")
        guard var data = files[name] else { return }
        mutation.change(&data, &chance)
        files[name] = data
    }

    /// Removes, empties or renames a file, or replaces another by it.
    private mutating func rearrange(by chance: inout Chance) {
        let name = chance.element(files.keys.sorted())
        let other = chance.element(
            files.keys.sorted() + ["00 first.md", "index.md", "ä.md", "README.md", "x.csv", "references.bib"]
        )
        let kind = chance.element(["removed", "emptied", "renamed \(other)", "copied to \(other)"])
        history.append("\(name): \(kind)")
        switch kind {
        case "emptied": files[name] = Data()
        case "removed": if files.count > 1 { files[name] = nil }
        default:
            files[other] = files[name]
            if kind.hasPrefix("renamed"), name != other { files[name] = nil }
        }
    }

    /// Writes the files as the desk's book.
    func write(on desk: Desk) throws {
        for (name, data) in files { try desk.write(data, to: "Chapters/\(name)") }
    }
}
