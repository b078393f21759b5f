import Foundation

/// The commands that readers copy from the pages.
///
/// They work as printed in the folder in which the build was started.
public struct ReaderCommands: Sendable {
    /// The default folder of the book.
    public static let standardBook = "Chapters"
    /// The default folder of archive and site.
    public static let standardOutput = "Output"

    private let output: String
    /// The folder options of every command; empty for the default folders.
    private let options: [String]

    init(book: BookFiles, output: URL) {
        self.output = output.relativePath
        let named = [("--book", book.shownAs, Self.standardBook), ("--output", self.output, Self.standardOutput)]
        options = named.flatMap { option, folder, standard in folder == standard ? [] : [option, folder.asPath] }
    }

    /// A command of this program.
    func spikebook(_ words: String...) -> String {
        (["spikebook"] + words + options).map(\.shellQuoted).joined(separator: " ")
    }

    /// A command that queries the archive with SQLite's shell.
    func sqlite(_ script: String) -> String {
        let special: Set<Character> = ["\\", "\"", "$", "`"]
        let quoted = script.map { special.contains($0) ? "\\\($0)" : String($0) }.joined()
        return shell + " \"\(quoted)\""
    }

    /// The same for a script in a file of the output's folder.
    func sqlite(file: String) -> String { "\(shell) < \("\(output)/\(file)".asPath.shellQuoted)" }

    private var shell: String {
        "sqlite3 -readonly -header -column " + "\(output)/spikebook.sqlite".asPath.shellQuoted
    }
}

extension String {
    /// The text as one word of a shell command, quoted if necessary.
    fileprivate var shellQuoted: String {
        let isPlain = !isEmpty && utf8.allSatisfy { $0.isWordByte || "_@%+=:,./-".utf8.contains($0) }
        return isPlain ? self : "'" + replacing("'", with: #"'\''"#) + "'"
    }

    /// A path that no program takes for an option.
    fileprivate var asPath: String { hasPrefix("-") ? "./" + self : self }
}
