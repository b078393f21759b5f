import Foundation

/// A temporary folder for one run of a program.
public struct ScratchFolder: Sendable {
    /// The folder's location.
    private let root: URL

    /// The folder's path.
    var path: String { root.path }
    /// The run's own folder, empty at first.
    public var run: String { root.appending(path: "run").path }
    /// The folder for temporary files of the program and its helpers.
    public var temporary: String { root.appending(path: "tmp").path }
    /// The file for the whole output of the program.
    public var output: String { root.appending(path: "output").path }

    /// Creates a folder that nobody else can read.
    ///
    /// Throws a ``ProgramFailure``.
    public init() throws {
        let place = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
        var template = Array(place.appending(path: "spikebook-run-XXXXXX").path.utf8CString)
        guard let path = mkdtemp(&template) else {
            let reason = String(cString: strerror(errno)).lowercased()
            throw ProgramFailure("no folder can be made in \(place.path): \(reason)")
        }
        root = URL(filePath: String(cString: path), directoryHint: .isDirectory)
        for folder in [run, temporary] {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        }
    }

    /// The paths of all files that the program left in the run's folder.
    public var files: [String] {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: run)) ?? []
        return names.filter { name in
            var isFolder: ObjCBool = false
            let isThere = FileManager.default.fileExists(atPath: "\(run)/\(name)", isDirectory: &isFolder)
            return isThere && !isFolder.boolValue
        }.sorted()
    }

    /// Whether a path leads to the run's own folder or into it when links are followed.
    public func holds(_ path: String) -> Bool {
        let place = URL(filePath: path).resolvingSymlinksInPath().path
        let folder = URL(filePath: run).resolvingSymlinksInPath().path
        return place == folder || place.hasPrefix(folder + "/")
    }

    /// Removes the folder with its contents, including folders that the program made read-only.
    public func remove() {
        if (try? FileManager.default.removeItem(at: root)) != nil { return }
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: root.path)) ?? []
        for name in [""] + names {
            var status = stat()
            let path = root.appending(path: name).path
            if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { chmod(path, 0o700) }
        }
        try? FileManager.default.removeItem(at: root)
    }
}
