import Foundation

/// The commands that readers copy from the pages: they work as they are printed in the folder where the build was started.
public struct ReaderCommands: Sendable {
    /// The folder of the book when none is named.
    public static let standardBook = "Chapters"
    /// The folder of archive and site when none is named.
    public static let standardOutput = "Output"

    private let output: String
    /// The options of every command; empty for the standard folders.
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

    /// A command that asks the archive by the shell of SQLite.
    func sqlite(_ script: String) -> String {
        let special: Set<Character> = ["\\", "\"", "$", "`"]
        let quoted = script.map { special.contains($0) ? "\\\($0)" : String($0) }.joined()
        let archive = "\(output)/spikebook.sqlite".asPath.shellQuoted
        return "sqlite3 -readonly -header -column \(archive) \"\(quoted)\""
    }
}

extension String {
    /// As one word for a shell, in quotes when they are needed.
    fileprivate var shellQuoted: String {
        let isPlain = !isEmpty && utf8.allSatisfy { $0.isWordByte || "_@%+=:,./-".utf8.contains($0) }
        return isPlain ? self : "'" + replacing("'", with: #"'\''"#) + "'"
    }

    /// A path that no program takes for an option.
    fileprivate var asPath: String { hasPrefix("-") ? "./" + self : self }
}
