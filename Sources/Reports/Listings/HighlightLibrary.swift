import Foundation

/// The highlight.js distribution of the machine: one script with its grammars.
struct HighlightLibrary: Sendable {
    /// The machine has no highlight.js, or one that does not run.
    enum Failure: Error, CustomStringConvertible {
        case missing(searched: [String])
        case damaged(String)

        var description: String {
            switch self {
            case .missing(let searched):
                "highlight.js is not installed (searched \(searched.joined(separator: ", "))): install the Debian package "
                    + "libjs-highlight.js, or set SPIKEBOOK_HIGHLIGHT to the folder that holds highlight.min.js, version 9"
            case .damaged(let what): "highlight.js cannot be used: \(what)"
            }
        }
    }

    /// The script, minified when there is such a one.
    let script: URL
    /// Its size, to tell stored listings of another highlight.js.
    let version: String

    /// Where distributions are looked for, after the environment variable `SPIKEBOOK_HIGHLIGHT`.
    static let usualFolders = [
        "/usr/share/javascript/highlight.js",
        "/opt/homebrew/lib/node_modules/@highlightjs/cdn-assets",
        "/usr/local/lib/node_modules/@highlightjs/cdn-assets",
    ]

    /// Finds highlight.js; a set `SPIKEBOOK_HIGHLIGHT` is the only place searched.
    static func find(
        environment: [String: String] = ProcessInfo.processInfo.environment,
        usual: [String] = usualFolders
    ) throws -> HighlightLibrary {
        let folders = environment["SPIKEBOOK_HIGHLIGHT"].map { [$0] } ?? usual
        for folder in folders {
            for name in ["highlight.min.js", "highlight.js"] {
                let url = URL(fileURLWithPath: folder, isDirectory: true).appendingPathComponent(name)
                let size = try? url.resourceValues(forKeys: [.fileSizeKey, .isRegularFileKey])
                guard let size, size.isRegularFile == true, let bytes = size.fileSize else { continue }
                return HighlightLibrary(script: url, version: "size \(bytes)")
            }
        }
        throw Failure.missing(searched: folders)
    }
}
