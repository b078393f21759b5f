import Diagnostics
import Experiments
import Foundation
import Logs

/// The files that an author names by paths relative to the book's folder.
struct NamedFiles {
    private let folder: URL

    init(below folder: URL) {
        self.folder = folder
    }

    private func place(_ path: String) -> URL { URL(filePath: path, relativeTo: folder.appending(path: "/")) }

    /// Whether a relative path leads to a file.
    ///
    /// Absolute paths are not part of the book.
    func holdsFile(_ path: String) -> Bool {
        !path.hasPrefix("/") && !path.isEmpty && (try? RegularFile(url: place(path), limit: .max).check()) != nil
    }

    /// The paths of the files that a path, pattern or folder stands for.
    ///
    /// Throws `InputFiles.Unreadable` when there are none.
    func paths(_ path: String) throws -> [String] {
        guard path.contains(where: { "*?[".contains($0) }), !holdsFile(path) else { return try files(at: path) }
        let found = try matches(path).flatMap(files)
        guard found.isEmpty else { return found }
        throw InputFiles.Unreadable("no file is called as '\(path)' says", help: "paths begin at the book's folder")
    }

    /// A file, or all files in a folder except hidden ones and Python's caches.
    private func files(at path: String) throws -> [String] {
        var isFolder: ObjCBool = false
        let place = place(path).path
        guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder), isFolder.boolValue else {
            return [path]
        }
        let names = LogFiles.names(below: place).filter { !$0.split(separator: "/").contains("__pycache__") }
        guard names.isEmpty else { return names.sorted().map { path.hasSuffix("/") ? path + $0 : "\(path)/\($0)" } }
        throw InputFiles.Unreadable("the folder '\(path)' holds no files")
    }

    /// The paths that a pattern matches, sorted.
    private func matches(_ pattern: String) -> [String] {
        let base = pattern.hasPrefix("/") ? "" : folder.path + "/"
        var found = glob_t()
        defer { globfree(&found) }
        // Characters in the folder's own name must not act as a pattern.
        let escaped = base.map { "*?[\\".contains($0) ? "\\\($0)" : "\($0)" }.joined()
        guard glob(escaped + pattern, 0, nil, &found) == 0 else { return [] }
        return (0..<Int(found.gl_pathc)).compactMap { found.gl_pathv[$0].map { String(cString: $0) } }
            .map { String($0.dropFirst(base.count)) }
    }

    /// The most similar path beside a missing one; nil when none is similar.
    func nearest(to path: String) -> String? {
        let place = place(path)
        let beside = place.deletingLastPathComponent()
        let names = (try? FileManager.default.contentsOfDirectory(atPath: beside.path)) ?? []
        guard let near = NearMiss.nearest(to: place.lastPathComponent, in: names) else { return nil }
        return String(path.dropLast(place.lastPathComponent.count)) + near
    }
}
