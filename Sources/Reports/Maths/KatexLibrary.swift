import Foundation

/// The KaTeX distribution of the machine: its script, style sheet and fonts.
struct KatexLibrary: Sendable {
    /// A file that a report needs beside its pages.
    struct Asset: Sendable, Hashable {
        /// Where it lies on this machine.
        var source: URL
        /// Its path below the folder of the style sheet, such as `fonts/KaTeX_Main-Regular.woff2`.
        var path: String
    }

    /// The machine has no KaTeX, or one that cannot be read.
    enum Failure: Error, CustomStringConvertible {
        case missing(searched: [String])
        case damaged(String)

        var description: String {
            switch self {
            case .missing(let searched):
                "KaTeX is not installed (searched \(searched.joined(separator: ", "))): install the Debian package "
                    + "libjs-katex, or set SPIKEBOOK_KATEX to the folder that holds katex.min.js"
            case .damaged(let what): "KaTeX cannot be used: \(what)"
            }
        }
    }

    /// The folder of the distribution.
    let folder: URL
    /// The script, minified when there is such a one.
    let script: URL
    /// The version that the script's own text states, or else its size, to tell stored formulas of another KaTeX.
    let version: String

    /// Where distributions are looked for, after the environment variable `SPIKEBOOK_KATEX`.
    static let usualFolders = [
        "/usr/share/javascript/katex", "/usr/share/nodejs/katex/dist",
        "/opt/homebrew/share/katex", "/opt/homebrew/lib/node_modules/katex/dist",
        "/usr/local/share/katex", "/usr/local/lib/node_modules/katex/dist",
    ]

    /// Finds KaTeX; a set `SPIKEBOOK_KATEX` is the only place searched.
    static func find(
        environment: [String: String] = ProcessInfo.processInfo.environment,
        usual: [String] = usualFolders
    ) throws -> KatexLibrary {
        let folders = environment["SPIKEBOOK_KATEX"].map { [$0] } ?? usual
        for folder in folders {
            let url = URL(fileURLWithPath: folder, isDirectory: true)
            if let script = existing(["katex.min.js", "katex.js"], in: url) {
                return try KatexLibrary(folder: url, script: script)
            }
        }
        throw Failure.missing(searched: folders)
    }

    private init(folder: URL, script: URL) throws {
        guard let text = try? Data(contentsOf: script) else {
            throw Failure.damaged("\(script.path) cannot be read")
        }
        self.folder = folder
        self.script = script
        version = Self.version(in: text) ?? "size \(text.count)"
    }

    /// The style sheet and the fonts it names, in the order of their paths.
    func assets() throws -> [Asset] {
        guard let style = Self.existing(["katex.min.css", "katex.css"], in: folder) else {
            throw Failure.damaged("\(folder.path) holds no style sheet")
        }
        let fonts = folder.appendingPathComponent("fonts", isDirectory: true).resolvingSymlinksInPath()
        let names = (try? FileManager.default.contentsOfDirectory(atPath: fonts.path)) ?? []
        let needed = names.filter { $0.hasPrefix("KaTeX_") && $0.hasSuffix(".woff2") }.sorted()
        guard !needed.isEmpty else { throw Failure.damaged("\(fonts.path) holds no woff2 fonts") }
        return [Asset(source: style, path: style.lastPathComponent)]
            + needed.map { Asset(source: fonts.appendingPathComponent($0), path: "fonts/\($0)") }
    }

    private static func existing(_ names: [String], in folder: URL) -> URL? {
        names.map { folder.appendingPathComponent($0) }.first { FileManager.default.fileExists(atPath: $0.path) }
    }

    /// The digits behind `version:` in the script, minified or not.
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
