import CCrypto
import Foundation

/// Writes a Swift file that holds the digest of the numeric core's sources: `CoreVersionTool OUTPUT ROOT SOURCE…`.
///
/// The digest covers each source's path below ROOT and its bytes, in the order of the paths.
@main
struct CoreVersionTool {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 3 else { throw CocoaError(.fileNoSuchFile) }
        let root = arguments[2].hasSuffix("/") ? arguments[2] : arguments[2] + "/"
        var bytes = Data()
        for path in arguments[3...].sorted() {
            let name = path.hasPrefix(root) ? String(path.dropFirst(root.count)) : path
            let content = try Data(contentsOf: URL(filePath: path))
            bytes += Data("\(name)\n\(content.count)\n".utf8) + content
        }
        var digest = [UInt8](repeating: 0, count: 32)
        var count: UInt32 = 0
        let done = bytes.withUnsafeBytes { EVP_Digest($0.baseAddress, $0.count, &digest, &count, EVP_sha256(), nil) }
        precondition(done == 1, "SHA-256 is part of every build of libcrypto")
        let text = digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let source = """
            /// The version of the numeric core: a digest of its sources, part of every run's key.
            public enum CoreVersion {
                /// 64 hexadecimal digits.
                public static let digest = "\(text)"
            }

            """
        try Data(source.utf8).write(to: URL(filePath: arguments[1]), options: .atomic)
    }
}
