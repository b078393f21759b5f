import Foundation

/// One way to change a file of a book, like a typing mistake, a bad merge, another program or a broken disk.
struct Mutation: Sendable {
    let name: String
    let change: @Sendable (inout Data, inout Chance) -> Void

    private init(name: String, change: @escaping @Sendable (inout Data, inout Chance) -> Void) {
        self.name = name
        self.change = change
    }

    /// A change of bytes.
    init(bytes name: String, _ change: @escaping @Sendable (inout Data, inout Chance) -> Void) {
        self.init(name: name, change: change)
    }

    /// A change of text.
    init(text name: String, _ change: @escaping @Sendable (inout String, inout Chance) -> Void) {
        self.init(name: name) { data, chance in
            var text = String(decoding: data, as: UTF8.self)
            change(&text, &chance)
            data = Data(text.utf8)
        }
    }

    /// A change of the lines, of which there is at least one.
    init(lines name: String, _ change: @escaping @Sendable (inout [String], inout Chance) -> Void) {
        self.init(text: name) { text, chance in
            var lines = text.components(separatedBy: "\n")
            change(&lines, &chance)
            text = lines.joined(separator: "\n")
        }
    }

    /// A change of one line `key: value`, if there is one.
    ///
    /// Its replacement may have several lines.
    init(setting name: String, _ change: @escaping @Sendable (YAMLLine, [YAMLLine], inout Chance) -> String) {
        self.init(lines: name) { lines, chance in
            let settings = lines.indices.compactMap { index in YAMLLine(lines[index]).map { (index, $0) } }
            guard !settings.isEmpty else { return }
            let (index, line) = chance.element(settings)
            lines[index] = change(line, settings.map(\.1), &chance)
        }
    }

    /// A change of one match of a pattern, if there is any.
    init(
        matches pattern: String,
        _ name: String,
        _ change: @escaping @Sendable (String, inout Chance) -> String
    ) {
        self.init(text: name) { text, chance in
            guard let regex = try? Regex(pattern) else { return }
            let ranges = text.ranges(of: regex)
            guard !ranges.isEmpty else { return }
            let range = chance.element(ranges)
            text.replaceSubrange(range, with: change(String(text[range]), &chance))
        }
    }

    /// All mutations.
    ///
    /// Most of them keep most of the structure.
    static let all = ofSettings + ofLines + ofSigns + ofPieces + ofBytes
}
