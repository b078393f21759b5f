import Foundation

/// A JavaScript library of the machine: its name, and where it is searched for.
struct ScriptLibrary: Sendable {
    /// Thrown when the machine lacks a library, or has one that cannot be used.
    enum Failure: Error, CustomStringConvertible {
        case missing(ScriptLibrary, searched: [String])
        case damaged(ScriptLibrary, String)

        var description: String {
            switch self {
            case .missing(let library, let searched):
                "\(library.title) is not installed (searched \(searched.joined(separator: ", "))): install the Debian "
                    + "package \(library.package), or set \(library.variable) to the folder that holds \(library.wanted)"
            case .damaged(let library, let what): "\(library.title) cannot be used: \(what)"
            }
        }
    }

    /// Its name in messages.
    let title: String
    /// The Debian package that contains it.
    let package: String
    /// The environment variable that names its folder; when set, no other place is searched.
    let variable: String
    /// What the folder must contain, for messages.
    let wanted: String
    /// The script's file names, the minified one first.
    let names: [String]
    /// Where it is searched for without the variable.
    let usualFolders: [String]

    /// Its folder and script; throws `Failure.missing`.
    func find(in environment: [String: String]) throws -> (folder: URL, script: URL) {
        let folders = environment[variable].map { [$0] } ?? usualFolders
        for path in folders {
            let folder = URL(fileURLWithPath: path, isDirectory: true)
            if let script = Self.existing(names, in: folder) { return (folder, script) }
        }
        throw Failure.missing(self, searched: folders)
    }

    /// The failure of a library that exists but cannot be used.
    func damaged(_ what: String) -> Failure { .damaged(self, what) }

    /// The first of some files that a folder contains.
    static func existing(_ names: [String], in folder: URL) -> URL? {
        names.map { folder.appendingPathComponent($0) }.first { FileManager.default.fileExists(atPath: $0.path) }
    }
}
