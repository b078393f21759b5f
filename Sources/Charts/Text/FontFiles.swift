#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Finds the font files on this machine.
enum FontFiles {
    /// The searched folders: those named in `SPIKEBOOK_FONTS`, then those of the Debian packages and of Homebrew.
    static var folders: [String] {
        let own = getenv("SPIKEBOOK_FONTS").map { String(cString: $0) } ?? ""
        return own.split(separator: ":").map(String.init) + [
            "/usr/share/fonts/truetype/dejavu",
            "/usr/share/fonts/truetype/katex",
            "/usr/share/javascript/katex/fonts",
            "/opt/homebrew/share/fonts",
            "/usr/local/share/fonts",
            "/opt/homebrew/lib/node_modules/katex/dist/fonts",
            "/usr/local/lib/node_modules/katex/dist/fonts",
        ]
    }

    /// The path of a font's file.
    ///
    /// When there is none, the thrown error names the package to install.
    static func path(of face: Face, in folders: [String] = folders) throws -> String {
        for folder in folders {
            let path = folder + "/" + face.file
            if access(path, R_OK) == 0 { return path }
        }
        throw ChartError.missingFont(file: face.file, package: face.package)
    }
}
