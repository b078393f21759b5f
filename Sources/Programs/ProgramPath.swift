import Diagnostics
import Foundation

/// The path of a program that is called by name, or by a path relative to the folder it runs in.
struct ProgramPath {
    let text: String

    /// Finds the program of a call.
    ///
    /// When there is none it throws a `ProgramFailure` with advice.
    init(_ call: ProgramCall) throws {
        let name = call.words.first ?? ""
        let folder = URL(filePath: call.folder, directoryHint: .isDirectory)
        guard !name.contains("/") else {
            text = URL(filePath: name, relativeTo: folder).path
            if let flaw = Self.flaw(of: text, calledAs: name) { throw ProgramFailure(flaw) }
            return
        }
        let places = (call.variables["PATH"] ?? "").split(separator: ":").filter { $0.hasPrefix("/") }.map(String.init)
        guard let place = places.first(where: { Self.isProgram("\($0)/\(name)") }) else {
            throw ProgramFailure("there is no program '\(name)' on PATH; \(Self.help(name, folder, places))")
        }
        text = "\(place)/\(name)"
    }

    private static func flaw(of path: String, calledAs name: String) -> String? {
        guard FileManager.default.fileExists(atPath: path) else {
            let names = names(in: URL(filePath: path).deletingLastPathComponent().path)
            let near = NearMiss.nearest(to: URL(filePath: path).lastPathComponent, in: names)
            return "there is no program '\(name)'" + (near.map { "; did you mean '\($0)'?" } ?? "")
        }
        guard !isProgram(path) else { return nil }
        return "'\(name)' cannot be run as a program: name what runs it before it, as in [python3, \(name)], "
            + "or make it executable"
    }

    private static func help(_ name: String, _ folder: URL, _ places: [String]) -> String {
        if FileManager.default.fileExists(atPath: folder.appending(path: name).path) {
            return "the file of that name is run by [python3, \(name)], or as ./\(name) if it is executable"
        }
        let near = NearMiss.nearest(to: name, in: Set(places.flatMap(names)))
        return near.map { "did you mean '\($0)'?" } ?? "install it, or write its path"
    }

    private static func names(in folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }

    private static func isProgram(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
            && FileManager.default.isExecutableFile(atPath: path)
    }
}
