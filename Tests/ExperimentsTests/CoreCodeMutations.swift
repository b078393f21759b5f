import Foundation
import SourceTexts
import Testing
import Training

@testable import Experiments

/// Changes of meaning in the core's sources, drawn by a seed: each must change the key of every run that it can act on.
///
/// `SPIKEBOOK_MUTATIONS` says how many are tried.
@Suite struct CoreCodeMutations {
    private static let count = ProcessInfo.processInfo.environment["SPIKEBOOK_MUTATIONS"].flatMap { Int($0) } ?? 40

    @Test func changeTheKeysOfAllRunsThatTheyCanActOn() throws {
        var random = Random(seed: 11)
        let files = CoreCopy.sources.files.filter { $0.key.hasSuffix(".swift") }.sorted { $0.key < $1.key }
        var tried = 0
        while tried < Self.count {
            let file = files[Int(random.next() % UInt64(files.count))]
            guard let changed = Mutation.drawn(of: file.value, &random) else { continue }
            tried += 1
            let anew = CoreCopy.anew(CoreCopy.code([file.key: changed.text]))
            let unit = CoreCopy.unit(of: file.key)
            let expected = unit.map { unit in CoreCopy.runs(naming: unit) } ?? Set(CoreCopy.runs.keys)
            #expect(anew == expected, "\(file.key): \(changed.what)")
        }
    }
}

/// One change of one token that changes what a source means.
struct Mutation {
    var text: String
    var what: String

    private static let swaps = [
        "+": "-", "-": "+", "*": "/", "/": "*", "<": ">", ">": "<", "true": "false", "false": "true", "min": "max",
        "max": "min", "0": "1", "1": "2", "2": "3", "&&": "||", "first": "last", "last": "first",
    ]

    /// A change at a place drawn by `random`; nil when the source has none of the tokens that can be changed.
    static func drawn(of text: String, _ random: inout Random) -> Mutation? {
        let tokens = SwiftTokens(text).tokens
        let places = tokens.indices.filter { swaps[tokens[$0].text] != nil && !isPartOfMore($0, tokens) }
        guard !places.isEmpty else { return nil }
        let token = tokens[places[Int(random.next() % UInt64(places.count))]]
        guard let other = swaps[token.text] else { return nil }
        // The place in the text: as many tokens of this text stand before it on its lines.
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let line = lines[token.line - 1]
        guard let range = code(of: line).range(of: token.text) else { return nil }
        lines[token.line - 1] = line.replacingCharacters(in: range, with: other)
        return Mutation(
            text: lines.joined(separator: "\n"),
            what: "line \(token.line): '\(token.text)' became '\(other)' in \(line)"
        )
    }

    /// Signs that stand close to others are operators of more than one sign, such as arrows.
    private static func isPartOfMore(_ index: Int, _ tokens: [SwiftTokens.Token]) -> Bool {
        guard tokens[index].kind == .sign else { return false }
        let signs = "+-*/<>=&|!."
        let next = tokens.indices.contains(index + 1) ? tokens[index + 1] : nil
        return tokens[index].isClose && index > 0 && signs.contains(tokens[index - 1].text)
            || next.map { $0.isClose && signs.contains($0.text) } ?? false
            // Angles around types are no comparisons.
            || "<>".contains(tokens[index].text) && tokens[index].isClose
    }

    /// A line up to its comment or its first text.
    private static func code(of line: String) -> Substring {
        let end = [line.range(of: "//"), line.range(of: "\"")].compactMap { $0?.lowerBound }.min()
        return line[..<(end ?? line.endIndex)]
    }
}
