import Foundation
import SourceTexts
import Testing
import Training

@testable import Experiments

/// Random changes of meaning in the core's sources.
///
/// Each must change the keys of all runs that it can affect.
///
/// `SPIKEBOOK_MUTATIONS` sets how many are tried.
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

/// A change of one token that changes the meaning of a source.
struct Mutation {
    var text: String
    var what: String

    private static let swaps = [
        "+": "-", "-": "+", "*": "/", "/": "*", "<": ">", ">": "<", "true": "false", "false": "true", "min": "max",
        "max": "min", "0": "1", "1": "2", "2": "3", "&&": "||", "first": "last", "last": "first",
    ]

    /// A random change; nil when the source has no token that can be changed.
    static func drawn(of text: String, _ random: inout Random) -> Mutation? {
        let tokens = SwiftTokens(text).tokens
        let places = tokens.indices.filter { swaps[tokens[$0].text] != nil && !isPartOfMore($0, tokens) }
        guard !places.isEmpty else { return nil }
        let token = tokens[places[Int(random.next() % UInt64(places.count))]]
        guard let other = swaps[token.text] else { return nil }
        // The tokens hold only line numbers, so the token's text is searched for in its line.
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let line = lines[token.line - 1]
        guard let range = code(of: line).range(of: token.text) else { return nil }
        lines[token.line - 1] = line.replacingCharacters(in: range, with: other)
        return Mutation(
            text: lines.joined(separator: "\n"),
            what: "line \(token.line): '\(token.text)' became '\(other)' in \(line)"
        )
    }

    /// Whether a token is part of an operator of several characters, such as an arrow.
    private static func isPartOfMore(_ index: Int, _ tokens: [SwiftTokens.Token]) -> Bool {
        guard tokens[index].kind == .sign else { return false }
        let signs = "+-*/<>=&|!."
        let next = tokens.indices.contains(index + 1) ? tokens[index + 1] : nil
        return tokens[index].isClose && index > 0 && signs.contains(tokens[index - 1].text)
            || next.map { $0.isClose && signs.contains($0.text) } ?? false
            // Angle brackets around types are not comparisons.
            || "<>".contains(tokens[index].text) && tokens[index].isClose
    }

    /// A line up to its comment or its first string.
    private static func code(of line: String) -> Substring {
        let end = [line.range(of: "//"), line.range(of: "\"")].compactMap { $0?.lowerBound }.min()
        return line[..<(end ?? line.endIndex)]
    }
}
