import Diagnostics
import Yams

/// Counts what the aliases of a YAML text stand for, before they are put in.
///
/// Eight lines of aliases of aliases can stand for more values than there is memory, and where they stand in a key the
/// reader of YAML compares them all. So the text is read once with its aliases as plain words.
struct AliasCount {
    /// The most values that the aliases of one text may stand for.
    private static let limit = 10_000
    /// What an alias begins with while it is a word: a character that no text has.
    private static let mark: Character = "\u{E000}"

    private let lines: YAMLLines
    /// How many values each anchor stands for, the latest of a name.
    private var sizes: [String: Int] = [:]
    /// How many values all aliases stand for so far.
    private var total = 0
    private var faults: [Diagnostic] = []

    /// What is wrong with the aliases of a text, at the first place; nil when it has none or all is well.
    static func fault(in text: LocatedText, _ lines: YAMLLines) throws -> Diagnostic? {
        guard text.text.contains("&"), text.text.contains("*") else { return nil }
        let parser = try Yams.Parser(yaml: text.text.replacing("*", with: String(mark)))
        var count = AliasCount(lines)
        // A node knows its anchor for as long as the parser is there.
        try withExtendedLifetime(parser) {
            if let root = try parser.singleRoot() { _ = count.size(of: root) }
        }
        return count.faults.first
    }

    private init(_ lines: YAMLLines) { self.lines = lines }

    /// How many values a node stands for.
    private mutating func size(of node: Node) -> Int {
        let size: Int
        switch node {
        case .scalar(let scalar): size = scalar.string.first == Self.mark ? alias(scalar) : 1
        case .sequence(let sequence): size = sequence.reduce(1) { min($0 + self.size(of: $1), Int(Int32.max)) }
        case .mapping(let mapping):
            for entry in mapping { refuse(key: entry.key) }
            size = mapping.reduce(1) { min($0 + self.size(of: $1.value), Int(Int32.max)) }
        case .alias: size = 1
        }
        if let anchor = node.anchorName { sizes[anchor] = size }
        return size
    }

    private mutating func alias(_ scalar: Node.Scalar) -> Int {
        let size = sizes[String(scalar.string.dropFirst())] ?? 1
        total += size
        if total > Self.limit {
            let message = "the aliases up to here stand for more than \(Self.limit) values"
            let help = "aliases of aliases multiply; write what is meant, or sweep over it"
            faults.append(Diagnostic("yaml.alias", at: lines.place(scalar.mark), message, help: help))
        }
        return size
    }

    private mutating func refuse(key: Node) {
        guard key.scalar == nil || key.scalar?.string.first == Self.mark else { return }
        let help = "quote it if it holds signs"
        faults.append(Diagnostic("yaml.key", at: lines.place(key.mark), "a key is a word", help: help))
    }
}

extension Node {
    /// The name of the anchor that stands before the node.
    fileprivate var anchorName: String? {
        switch self {
        case .scalar(let scalar): scalar.anchor?.rawValue
        case .sequence(let sequence): sequence.anchor?.rawValue
        case .mapping(let mapping): mapping.anchor?.rawValue
        case .alias: nil
        }
    }
}
