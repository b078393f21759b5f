import Experiments
import Foundation
import Storage

/// Writes files into the site, each as a whole, and only if it differs from the existing file.
///
/// The folder may contain other files. Every file that a build writes is first listed in the manifest and in the
/// archive; only listed files are ever overwritten or removed.
struct SiteWriter {
    private let folder: URL
    private let archive: Archive
    /// The written paths, in order.
    private(set) var written: [String] = []
    /// Files that no page uses any more, but that are kept because somebody changed them.
    private(set) var kept: [String] = []
    /// Every path that belongs to the present site.
    private var belonging: Set<String> = [SiteManifest.name]
    /// The manifest as it was found, with the list of our files.
    private var journal: SiteManifest
    /// The list of our files as the manifest on disk has it.
    private var journaled: [String: String]?
    /// The archive's copy of the list of our files, for the case that the manifest is lost.
    private let memory: DerivedStore
    /// The key of that copy; `site` keeps the name it had when it was the only folder.
    private let memoryKey: String

    /// Creates the folder if it is missing, and removes the drafts of killed builds.
    init(folder: URL, archive: Archive) throws {
        self.folder = folder
        self.archive = archive
        memory = DerivedStore(memo: archive.memo, kind: "site")
        memoryKey = folder.lastPathComponent == "site" ? "files" : "files of \(folder.lastPathComponent)"
        guard !Self.isTaken(folder) else { throw ForeignFile(path: folder.relativePath) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        journal = SiteManifest(reading: folder)
        journaled = journal.owned
        if journal.owned == nil, let data = try memory.content(memoryKey) {
            // The archive may come from elsewhere, so only files with exactly the listed bytes are recognised as
            // ours.
            let remembered = try? JSONDecoder().decode([String: String].self, from: data)
            journal.owned = remembered?.filter { digest(of: $0.key) == $0.value }
        }
        let inner = Set(owned.keys.map { folder.appending(path: $0).deletingLastPathComponent() })
        for place in inner.union([folder]) { WholeFile.removeDrafts(in: place) }
    }

    /// Whether a file, or a broken link, is in the place of the folder.
    private static func isTaken(_ folder: URL) -> Bool {
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder)
        let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: folder.path)) != nil
        return isThere ? !isFolder.boolValue : isLink
    }

    /// The manifest as it was found.
    var manifest: SiteManifest { journal }

    /// Our files, with the digests of what was written.
    private var owned: [String: String] { journal.owned ?? [:] }

    /// Whether every file exists with the expected digest.
    func holds(_ files: [String: String]) -> Bool {
        files.allSatisfy { path, digest in self.digest(of: path) == digest }
    }

    /// Whether a page stands as it was made from `input`, with all its files, which are then kept.
    mutating func keeps(_ page: SiteManifest.Page?, madeFrom input: String) -> Bool {
        guard let page, page.frame == input, holds(page.files) else { return false }
        keep(page.files)
        return true
    }

    private func digest(of path: String) -> String? {
        (try? Data(contentsOf: folder.appending(path: path)))?.withUnsafeBytes { Digest.sha256($0) }
    }

    /// Marks files as part of the site without writing them.
    mutating func keep(_ files: [String: String]) {
        belonging.formUnion(files.keys)
    }

    /// The first of some paths that has a file which no build made.
    func foreign(among paths: some Sequence<String>) -> String? {
        let ours = Self.byFoldedName(owned.keys)
        return paths.sorted().first { path in
            guard owned[path] == nil, FileManager.default.fileExists(atPath: folder.appending(path: path).path) else {
                return false
            }
            return ours[path.lowercased()].map { !isOneFile(path, $0) } ?? true
        }
    }

    private static func byFoldedName(_ paths: some Sequence<String>) -> [String: String] {
        Dictionary(paths.map { ($0.lowercased(), $0) }) { first, _ in first }
    }

    /// Whether two names that differ in case are the same file, on a file system that ignores case.
    private func isOneFile(_ path: String, _ other: String) -> Bool {
        let numbers = [path, other].map { name in
            let attributes = try? FileManager.default.attributesOfItem(atPath: folder.appending(path: name).path)
            return attributes?[.systemFileNumber] as? Int
        }
        return numbers[0] != nil && numbers[0] == numbers[1]
    }

    /// Writes files and returns their digests; throws `ForeignFile` before anything is written.
    mutating func write(_ files: [String: Data]) throws -> [String: String] {
        let digests = files.mapValues { data in data.withUnsafeBytes { Digest.sha256($0) } }
        let changed = files.keys.filter { digest(of: $0) != digests[$0] }.sorted()
        if let path = foreign(among: changed) { throw ForeignFile(path: folder.appending(path: path).relativePath) }
        try claim(digests)
        belonging.formUnion(files.keys)
        for path in changed {
            guard let data = files[path] else { continue }
            let file = folder.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try WholeFile.write(data, to: file)
            written.append(path)
        }
        return digests
    }

    /// Lists files as ours before they exist, since a build may be killed at any moment.
    private mutating func claim(_ digests: [String: String]) throws {
        let now = owned.merging(digests) { $1 }
        guard now != journal.owned else { return }
        journal.owned = now
        try journal.write(to: folder)
        journaled = now
        try remember()
    }

    private func remember() throws {
        memory.keep(try JSONEncoder.sorted.encode(owned), under: memoryKey)
        try memory.save()
    }

    /// Removes files of earlier builds that no page uses any more.
    mutating func removeStale() throws {
        let current = Self.byFoldedName(belonging)
        for (path, digest) in owned where !belonging.contains(path) {
            let file = folder.appending(path: path)
            if let other = current[path.lowercased()], isOneFile(path, other) {
                // It was renamed in case only, and exists under its new name.
            } else if self.digest(of: path) == digest {
                try FileManager.default.removeItem(at: file)
            } else if FileManager.default.fileExists(atPath: file.path) {
                kept.append(path)
            }
            journal.owned?[path] = nil
        }
        kept.sort()
    }

    /// Writes the manifest of the present site.
    mutating func finish(_ manifest: SiteManifest) throws {
        var manifest = manifest
        manifest.owned = owned
        try manifest.write(to: folder)
        if manifest.owned != journaled { try remember() }
    }
}
