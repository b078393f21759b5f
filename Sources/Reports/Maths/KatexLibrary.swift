import Foundation

/// The KaTeX library of the machine: its script, style sheet and fonts.
struct KatexLibrary: Sendable {
    /// A file that a report needs beside its pages.
    struct Asset: Sendable, Hashable {
        /// The file on this machine.
        var source: URL
        /// Its path below the folder of the style sheet, such as `fonts/KaTeX_Main-Regular.woff2`.
        var path: String
    }

    /// Thrown when the machine has no KaTeX, or one that cannot be read.
    typealias Failure = ScriptLibrary.Failure

    /// Where it is searched for.
    static let place = ScriptLibrary(
        title: "KaTeX",
        package: "libjs-katex",
        variable: "SPIKEBOOK_KATEX",
        wanted: "katex.min.js",
        names: ["katex.min.js", "katex.js"],
        usualFolders: [
            "/usr/share/javascript/katex", "/usr/share/nodejs/katex/dist",
            "/opt/homebrew/share/katex", "/opt/homebrew/lib/node_modules/katex/dist",
            "/usr/local/share/katex", "/usr/local/lib/node_modules/katex/dist",
        ]
    )

    /// The library's folder.
    let folder: URL
    /// The script, minified if that exists.
    let script: URL
    /// The version stated in the script, or else its size, which distinguishes formulas in the cache by KaTeX's
    /// version.
    let version: String

    /// Finds KaTeX; throws `Failure`.
    static func find(environment: [String: String] = ProcessInfo.processInfo.environment) throws -> KatexLibrary {
        let found = try place.find(in: environment)
        return try KatexLibrary(folder: found.folder, script: found.script)
    }

    private init(folder: URL, script: URL) throws {
        guard let text = try? Data(contentsOf: script) else {
            throw Self.place.damaged("\(script.path) cannot be read")
        }
        self.folder = folder
        self.script = script
        version = Self.version(in: text) ?? "size \(text.count)"
    }

    /// The style sheet and the fonts it names, sorted by path.
    func assets() throws -> [Asset] {
        guard let style = ScriptLibrary.existing(["katex.min.css", "katex.css"], in: folder) else {
            throw Self.place.damaged("\(folder.path) holds no style sheet")
        }
        let fonts = folder.appendingPathComponent("fonts", isDirectory: true).resolvingSymlinksInPath()
        let names = (try? FileManager.default.contentsOfDirectory(atPath: fonts.path)) ?? []
        let needed = names.filter { $0.hasPrefix("KaTeX_") && $0.hasSuffix(".woff2") }.sorted()
        guard !needed.isEmpty else { throw Self.place.damaged("\(fonts.path) holds no woff2 fonts") }
        return [Asset(source: style, path: style.lastPathComponent)]
            + needed.map { Asset(source: fonts.appendingPathComponent($0), path: "fonts/\($0)") }
    }

    /// The version number after `version:` in the script, minified or not.
    private static func version(in script: Data) -> String? {
        var rest = script[...]
        while let found = rest.range(of: Data("version:".utf8)) {
            rest = rest[found.upperBound...]
            let text = rest.prefix(24).drop { $0 == UInt8(ascii: " ") }
            guard let quote = text.first, "\"'".utf8.contains(quote) else { continue }
            let digits = text.dropFirst().prefix { $0 != quote }
            if digits.first.map({ (0x30...0x39).contains($0) }) == true {
                return String(decoding: digits, as: UTF8.self)
            }
        }
        return nil
    }
}
