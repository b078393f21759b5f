import Foundation
import Testing

/// Cycles of files that use each other's types, which are hard to understand one by one.
@Suite struct SourceCircles {
    /// The size of the largest allowed cycle in each module that has one.
    ///
    /// They are types of one family, or the archive, which depends on the code that opens, rescues and merges it.
    private static let largest = ["Storage": 6, "Benchmarks": 8]

    @Test func standWithinAFamilyOfTypes() throws {
        let files = try Repository.files(below: "Sources", endingIn: ".swift")
        for (module, files) in Dictionary(grouping: files, by: { String($0.split(separator: "/")[1]) }) {
            for circle in try circles(of: files) {
                #expect(circle.count <= Self.largest[module] ?? 4, "\(module): \(circle.sorted())")
            }
        }
    }

    /// The cycles: sets of several files that reach each other.
    private func circles(of files: [String]) throws -> [Set<String>] {
        let texts = try files.map { try Repository.text($0) }
        var owners: [String: Set<Int>] = [:]
        for (index, text) in texts.enumerated() {
            for type in TopDeclaration.all(in: text, of: files[index]) where !type.isExtension && !type.isPrivate {
                owners[type.type, default: []].insert(index)
            }
        }
        let uses = texts.enumerated().map { index, text in
            Set(Self.names(in: text).compactMap { owners[$0].flatMap { $0.count == 1 ? $0.first : nil } }).subtracting([
                index
            ])
        }
        let reached = files.indices.map { Self.reached(from: $0, by: uses) }
        let circles = files.indices.map { index in Set(reached[index].filter { reached[$0].contains(index) }) }
        return Set(circles).filter { $0.count > 1 }.map { circle in Set(circle.map { files[$0] }) }
    }

    private static func reached(from start: Int, by uses: [Set<Int>]) -> Set<Int> {
        var (reached, new) = (uses[start], Array(uses[start]))
        while let next = new.popLast() {
            let more = uses[next].subtracting(reached)
            reached.formUnion(more)
            new += more
        }
        return reached
    }

    /// The words of a source, without its comments and literals.
    private static func names(in text: String) -> Set<String> {
        var (isText, isLong) = (false, false)
        var names: Set<String> = []
        for line in text.split(separator: "\n") {
            if line.contains("\"\"\"") {
                isLong.toggle()
                continue
            }
            guard !isLong else { continue }
            let pieces = line.replacing("\\\"", with: "").split(separator: "\"", omittingEmptySubsequences: false)
            for piece in pieces {
                if !isText {
                    let end = piece.range(of: "//")?.lowerBound ?? piece.endIndex
                    let words = piece[..<end].split { !($0.isLetter || $0.isNumber || $0 == "_") }
                    names.formUnion(words.map(String.init))
                    if end < piece.endIndex { break }
                }
                isText.toggle()
            }
            isText = false
        }
        return names
    }
}
