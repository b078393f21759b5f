import CCrypto
import Foundation
import SourceTexts

/// Writes a Swift file about sources: `DigestTool digest|code|core|texts OUTPUT TYPE SUMMARY ROOT SOURCE…`.
///
/// A digest covers each source's path below ROOT and its bytes, sorted by path. `code` covers only the meaning of the
/// sources, without comments; `core` does the same, with separate digests for units in files of their own. `texts`
/// are the sources themselves, so that a program can show the code it was compiled from.
@main
struct DigestTool {
    static func main() throws {
        let arguments = CommandLine.arguments
        precondition(arguments.count > 6, "digest|code|core|texts OUTPUT TYPE SUMMARY ROOT SOURCE… are wanted")
        let (kind, output, type, summary) = (arguments[1], arguments[2], arguments[3], arguments[4])
        let root = arguments[5].hasSuffix("/") ? arguments[5] : arguments[5] + "/"
        let sources = try arguments[6...].sorted().map { path in
            let name = path.hasPrefix(root) ? String(path.dropFirst(root.count)) : path
            return (path: name, content: try Data(contentsOf: URL(filePath: path)))
        }
        let source = """
            /// \(summary)
            \(declaration(kind, sources, type))

            """
        try Data(source.utf8).write(to: URL(filePath: output), options: .atomic)
    }

    private typealias Source = (path: String, content: Data)

    private static func declaration(_ kind: String, _ sources: [Source], _ type: String) -> String {
        switch kind {
        case "texts": texts(sources, type)
        case "core": core(sources, type)
        case "code": digest(Data(CoreSources(read(sources), lists: []).shared.utf8), type)
        default: digest(bytes(of: sources), type)
        }
    }

    /// The declaration for `core`; files in a folder `Catalogue` only list units.
    private static func core(_ sources: [Source], _ type: String) -> String {
        let core = CoreSources(
            read(sources.filter { !$0.path.contains("/Catalogue/") }),
            lists: sources.filter { $0.path.contains("/Catalogue/") }
                .map { String(decoding: $0.content, as: UTF8.self) }
        )
        let units = core.units.sorted { $0.key < $1.key }.map { unit, meaning in
            "        \"\(unit)\": \"\(digest(Data(meaning.utf8)))\","
        }
        return """
            public enum \(type) {
                /// A digest of the sources that act on every run, 64 hexadecimal digits.
                public static let digest = "\(digest(Data(core.shared.utf8)))"
                /// A digest of each source that acts only on runs that name its unit, by the unit's type.
                public static let units: [String: String] = [
            \(units.joined(separator: "\n"))
                ]
            }
            """
    }

    private static func read(_ sources: [Source]) -> [CoreSource] {
        sources.map { CoreSource(path: $0.path, text: String(decoding: $0.content, as: UTF8.self)) }
    }

    private static func bytes(of sources: [Source]) -> Data {
        sources.reduce(into: Data()) { bytes, source in
            bytes += Data("\(source.path)\n\(source.content.count)\n".utf8) + source.content
        }
    }

    private static func digest(_ bytes: Data, _ type: String) -> String {
        """
        public enum \(type) {
            /// A digest of the sources, 64 hexadecimal digits.
            public static let digest = "\(digest(bytes))"
        }
        """
    }

    private static func texts(_ sources: [Source], _ type: String) -> String {
        let entries = sources.map { source in
            let text = String(decoding: source.content, as: UTF8.self)
            let marks = marks(around: text)
            return "        (\"\(source.path)\", \(marks)\"\"\"\n\(text)\n\"\"\"\(marks)),"
        }
        return """
            enum \(type) {
                /// Path and text of every source, by path.
                static let files: [(path: String, text: String)] = [
            \(entries.joined(separator: "\n"))
                ]
            }
            """
    }

    /// The shortest run of number signs that does not occur in the text.
    private static func marks(around text: String) -> String {
        var marks = "#"
        while text.contains(marks) { marks += "#" }
        return marks
    }

    private static func digest(_ bytes: Data) -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        var count: UInt32 = 0
        let done = bytes.withUnsafeBytes { EVP_Digest($0.baseAddress, $0.count, &digest, &count, EVP_sha256(), nil) }
        precondition(done == 1, "SHA-256 is part of every build of libcrypto")
        return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
