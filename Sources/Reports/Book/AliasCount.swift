import Diagnostics
import Yams

/// Counts the values that the aliases of a YAML text would expand to, before they are expanded.
///
/// Eight lines of nested aliases can expand to more values than fit into memory, and the YAML parser compares all of
/// them when they are part of a key. So the text is first read with its aliases as plain words.
struct AliasCount {
    /// The maximal number of values that the aliases of one text may expand to.
    private static let limit = 10_000
    /// The first character of an alias while it is a plain word: one that no text contains.
    private static let mark: Character = "\u{E000}"

    private let lines: YAMLLines
    /// The number of values that each anchor stands for; of several anchors of one name, the latest.
    private var sizes: [String: Int] = [:]
    /// The number of values that all aliases so far expand to.
    private var total = 0
    private var faults: [Diagnostic] = []

    /// The fault of the first alias that is wrong; nil when there is none.
    static func fault(in text: LocatedText, _ lines: YAMLLines) throws -> Diagnostic? {
        guard text.text.contains("&"), text.text.contains("*") else { return nil }
        let parser = try Yams.Parser(yaml: text.text.replacing("*", with: String(mark)))
        var count = AliasCount(lines)
        // A node knows its anchor only while the parser exists.
        try withExtendedLifetime(parser) {
            if let root = try parser.singleRoot() { _ = count.size(of: root) }
        }
        return count.faults.first
    }

    private init(_ lines: YAMLLines) { self.lines = lines }

    /// The number of values that a node expands to.
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
    /// The name of the node's anchor.
    fileprivate var anchorName: String? {
        switch self {
        case .scalar(let scalar): scalar.anchor?.rawValue
        case .sequence(let sequence): sequence.anchor?.rawValue
        case .mapping(let mapping): mapping.anchor?.rawValue
        case .alias: nil
        }
    }
}
