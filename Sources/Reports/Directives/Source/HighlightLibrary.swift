import Foundation

/// The highlight.js library of the machine: one script with its grammars.
struct HighlightLibrary: Sendable {
    /// Where it is searched for.
    static let place = ScriptLibrary(
        title: "highlight.js",
        package: "libjs-highlight.js",
        variable: "SPIKEBOOK_HIGHLIGHT",
        wanted: "highlight.min.js, version 9",
        names: ["highlight.min.js", "highlight.js"],
        usualFolders: [
            "/usr/share/javascript/highlight.js",
            "/opt/homebrew/lib/node_modules/@highlightjs/cdn-assets",
            "/usr/local/lib/node_modules/@highlightjs/cdn-assets",
        ]
    )

    /// The script, minified if that exists.
    let script: URL
    /// Its file size, which distinguishes versions of highlight.js in the cache.
    let version: String

    /// Finds highlight.js; throws `ScriptLibrary.Failure`.
    static func find(environment: [String: String] = ProcessInfo.processInfo.environment) throws -> HighlightLibrary {
        let script = try place.find(in: environment).script
        guard let size = try? script.resolvingSymlinksInPath().resourceValues(forKeys: [.fileSizeKey]).fileSize else {
            throw place.damaged("\(script.path) cannot be read")
        }
        return HighlightLibrary(script: script, version: "size \(size)")
    }
}
