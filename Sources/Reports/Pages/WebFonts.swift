import Foundation

/// The typefaces that the site carries along, so that pages look the same everywhere.
///
/// A face that the machine lacks is left out; pages then use the reader's own.
struct WebFonts: Sendable {
    /// A face by the family and weight that the style sheet asks for.
    struct Face: Sendable {
        var family: String
        /// The other half of a CSS rule: style and weight.
        var style: String
        /// The font's file on this machine.
        var source: String
        /// Its name in the site.
        var name: String
    }

    private static let serif = "Book Serif"
    private static let sans = "Book Sans"

    /// Charis SIL, a descendant of Charter, for text; Inter for headings, labels and tables.
    private static let faces = [
        Face(family: serif, style: "font-weight: 400", source: "CharisSIL-Regular.ttf", name: "serif.ttf"),
        Face(
            family: serif,
            style: "font-weight: 400; font-style: italic",
            source: "CharisSIL-Italic.ttf",
            name: "serif-italic.ttf"
        ),
        Face(family: serif, style: "font-weight: 600 700", source: "CharisSIL-Bold.ttf", name: "serif-bold.ttf"),
        Face(family: sans, style: "font-weight: 400 500", source: "Inter-Regular.otf", name: "sans.otf"),
        Face(family: sans, style: "font-weight: 600 700", source: "Inter-SemiBold.otf", name: "sans-bold.otf"),
    ]

    private static let folder = "fonts"

    /// The folders that are searched: those that the environment names for figures, and those of Debian and Homebrew.
    private static func folders(_ environment: [String: String]) -> [String] {
        let own = environment["SPIKEBOOK_FONTS"]?.split(separator: ":").map(String.init) ?? []
        return own + [
            "/usr/share/fonts/truetype/charis", "/usr/share/fonts/opentype/inter",
            "/opt/homebrew/share/fonts", "/usr/local/share/fonts",
        ]
    }

    private let found: [(face: Face, file: URL)]

    /// Searches the machine for the faces.
    init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        let folders = Self.folders(environment).map { URL(filePath: $0, directoryHint: .isDirectory) }
        found = Self.faces.compactMap { face in
            folders.map { $0.appending(path: face.source) }
                .first { FileManager.default.isReadableFile(atPath: $0.path) }.map { (face, $0) }
        }
    }

    /// What distinguishes these files from others of the same names.
    var version: String {
        found.map { face, file in
            let size = try? FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int
            return "\(face.name) \(size ?? 0)"
        }.joined(separator: " ")
    }

    /// The rules by which the style sheet finds the files.
    var rules: String {
        found.map { face, _ in
            """
            @font-face { font-family: "\(face.family)"; src: url("\(Self.folder)/\(face.name)"); \(face.style); font-display: swap; }

            """
        }.joined()
    }

    /// The files by their paths in the site, with one of their licences.
    var files: [String: Data] {
        var files: [String: Data] = [:]
        var licences: [String] = []
        for (face, file) in found {
            guard let subset = FontSubset(of: file) else { continue }
            files["\(Self.folder)/\(face.name)"] = subset.data
            licences.append("\(face.name), from \(face.source)\n\n\(subset.licence)\n")
        }
        if !licences.isEmpty { files["\(Self.folder)/LICENCE.txt"] = Data(licences.joined(separator: "\n").utf8) }
        return files
    }
}
