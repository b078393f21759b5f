/// A type or extension at the top level of a source file.
struct TopDeclaration {
    /// The file's path from the root.
    let file: String
    /// The type's name; for a nested type that of the outermost one.
    let type: String
    let isExtension: Bool
    /// Whether other files cannot use it: it is private, or adds private members only.
    let isPrivate: Bool

    /// The file's name up to its first dot or plus sign.
    var subject: Substring { file.split(separator: "/").last?.split { ".+".contains($0) }.first ?? "" }
    /// The file's folder.
    var folder: Substring { file.prefix(upTo: file.lastIndex(of: "/") ?? file.startIndex) }

    /// Whether the type's name begins with the file's name, or the other way round.
    var isNamed: Bool { subject.hasPrefix(type) || type.hasPrefix(subject) }

    /// The top-level declarations in a file's source text.
    static func all(in text: String, of file: String) -> [TopDeclaration] {
        let lines = text.split(separator: "\n")
        return lines.indices.compactMap { index in
            let body = lines[(index + 1)...].prefix { $0 != "}" }
            return TopDeclaration(lines[index], body: body, of: file)
        }
    }

    /// The declaration that begins on a line; nil when there is none.
    private init?(_ line: Substring, body: ArraySlice<Substring>, of file: String) {
        let words = line.split { " :<{".contains($0) }
        guard line.first?.isLetter == true || line.first == "@",
            let place = words.firstIndex(where: { Self.kinds.contains(String($0)) }), place + 1 < words.count
        else { return nil }
        self.file = file
        type = String(words[place + 1].drop { $0 == "[" }.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
        isExtension = words[place] == "extension"
        let isSaidToBe = words[..<place].contains { $0.hasSuffix("private") }
        // A conformance adds no members of its own: they are the protocol's.
        let isConformance = line.contains(": ")
        isPrivate = isSaidToBe || (isExtension && (isConformance || body.allSatisfy(Self.isPrivateOrInner)))
    }

    private static let kinds: Set = ["struct", "enum", "class", "actor", "protocol", "extension", "typealias"]
    private static let members: Set = [
        "struct", "enum", "class", "typealias", "func", "var", "let", "init", "subscript",
    ]

    /// Whether a line of a body starts no member that other files can use.
    private static func isPrivateOrInner(_ line: Substring) -> Bool {
        guard line.hasPrefix("    "), line.dropFirst(4).first?.isLetter == true else { return true }
        let words = line.split { " (<:".contains($0) }
        guard let place = words.firstIndex(where: { members.contains(String($0)) || $0 == "init?" }) else {
            return true
        }
        return words[..<place].contains { $0.hasSuffix("private") }
    }
}
