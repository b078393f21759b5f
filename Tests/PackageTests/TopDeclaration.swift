/// A type, or an extension of one, at the top of a source file.
struct TopDeclaration {
    /// The file's path from the root.
    let file: String
    /// The type's name; of a nested one that of the outermost.
    let type: String
    let isExtension: Bool
    /// Whether nothing of it can be used by other files: it is private, or adds private members alone.
    let isPrivate: Bool

    /// The file's name without its ending and without what follows a plus sign.
    var subject: Substring { file.split(separator: "/").last?.split { ".+".contains($0) }.first ?? "" }
    /// The folder that the file is in.
    var folder: Substring { file.prefix(upTo: file.lastIndex(of: "/") ?? file.startIndex) }

    /// Whether the name of the type or that of the file begins with the other.
    var isNamed: Bool { subject.hasPrefix(type) || type.hasPrefix(subject) }

    /// Those of the source `text` of a file.
    static func all(in text: String, of file: String) -> [TopDeclaration] {
        let lines = text.split(separator: "\n")
        return lines.indices.compactMap { index in
            let body = lines[(index + 1)...].prefix { $0 != "}" }
            return TopDeclaration(lines[index], body: body, of: file)
        }
    }

    /// The one that a line begins; nil when it begins none.
    private init?(_ line: Substring, body: ArraySlice<Substring>, of file: String) {
        let words = line.split { " :<{".contains($0) }
        guard line.first?.isLetter == true || line.first == "@",
            let place = words.firstIndex(where: { Self.kinds.contains(String($0)) }), place + 1 < words.count
        else { return nil }
        self.file = file
        type = String(words[place + 1].drop { $0 == "[" }.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
        isExtension = words[place] == "extension"
        let isSaidToBe = words[..<place].contains { $0.hasSuffix("private") }
        // A conformance has no members of its own: they are the protocol's.
        let isConformance = line.contains(": ")
        isPrivate = isSaidToBe || (isExtension && (isConformance || body.allSatisfy(Self.isPrivateOrInner)))
    }

    private static let kinds: Set = ["struct", "enum", "class", "actor", "protocol", "extension", "typealias"]
    private static let members: Set = [
        "struct", "enum", "class", "typealias", "func", "var", "let", "init", "subscript",
    ]

    /// Whether a line of a body begins no member that other files can use.
    private static func isPrivateOrInner(_ line: Substring) -> Bool {
        guard line.hasPrefix("    "), line.dropFirst(4).first?.isLetter == true else { return true }
        let words = line.split { " (<:".contains($0) }
        guard let place = words.firstIndex(where: { members.contains(String($0)) || $0 == "init?" }) else {
            return true
        }
        return words[..<place].contains { $0.hasSuffix("private") }
    }
}
