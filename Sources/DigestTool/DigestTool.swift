import CCrypto
import Foundation

/// Writes a Swift file that holds a digest of sources: `DigestTool OUTPUT TYPE SUMMARY ROOT SOURCE…`.
///
/// The digest covers each source's path below ROOT and its bytes, in the order of the paths.
@main
struct DigestTool {
    static func main() throws {
        let arguments = CommandLine.arguments
        precondition(arguments.count > 5, "OUTPUT TYPE SUMMARY ROOT SOURCE… are wanted")
        let (output, type, summary) = (arguments[1], arguments[2], arguments[3])
        let root = arguments[4].hasSuffix("/") ? arguments[4] : arguments[4] + "/"
        var bytes = Data()
        for path in arguments[5...].sorted() {
            let name = path.hasPrefix(root) ? String(path.dropFirst(root.count)) : path
            let content = try Data(contentsOf: URL(filePath: path))
            bytes += Data("\(name)\n\(content.count)\n".utf8) + content
        }
        let source = """
            /// \(summary)
            public enum \(type) {
                /// A digest of the sources, 64 hexadecimal digits.
                public static let digest = "\(digest(bytes))"
            }

            """
        try Data(source.utf8).write(to: URL(filePath: output), options: .atomic)
    }

    private static func digest(_ bytes: Data) -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        var count: UInt32 = 0
        let done = bytes.withUnsafeBytes { EVP_Digest($0.baseAddress, $0.count, &digest, &count, EVP_sha256(), nil) }
        precondition(done == 1, "SHA-256 is part of every build of libcrypto")
        return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
