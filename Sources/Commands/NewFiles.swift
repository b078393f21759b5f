import Foundation
import Storage

/// Creates and changes several files, all or none.
///
/// New files never replace existing ones.
struct NewFiles {
    private struct Entry {
        var file: URL
        var shown: String
        /// The previous text; nil for a new file.
        var old: String?
        var new: String
    }

    private var entries: [Entry] = []

    /// Adds a new file.
    mutating func add(_ text: String, at file: URL, shownAs shown: String) {
        entries.append(Entry(file: file, shown: shown, new: text))
    }

    /// Adds a change of an existing file.
    mutating func change(_ old: String, to new: String, at file: URL, shownAs shown: String) {
        entries.append(Entry(file: file, shown: shown, old: old, new: new))
    }

    /// Writes all files and prints their paths; throws a `Failure` of usage when a new file exists already.
    func write() throws {
        let taken = entries.filter { $0.old == nil }.compactMap(Self.occupant)
        guard taken.isEmpty else {
            throw Failure.usage(
                "nothing is written, since this is there already: " + taken.map { "'\($0)'" }.joined(separator: ", ")
            )
        }
        var done: [() -> Void] = []
        do {
            for entry in entries { done.append(try Self.write(entry)) }
        } catch {
            for undo in done.reversed() { undo() }
            throw error
        }
        for entry in entries { Console.print(entry.shown) }
    }

    /// The existing file in the place of a new one, also if the names differ only in case.
    private static func occupant(_ entry: Entry) -> String? {
        let folder = entry.file.deletingLastPathComponent()
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        let name = entry.file.lastPathComponent
        guard let present = names.first(where: { $0.lowercased() == name.lowercased() }) else { return nil }
        return folder.appending(path: present).relativePath
    }

    /// Writes one file; returns a closure that undoes it.
    private static func write(_ entry: Entry) throws -> () -> Void {
        if let old = entry.old {
            try WholeFile.write(Data(entry.new.utf8), to: entry.file)
            return { _ = try? WholeFile.write(Data(old.utf8), to: entry.file) }
        }
        let folders = try makeFolder(entry.file.deletingLastPathComponent())
        do {
            try WholeFile.create(Data(entry.new.utf8), at: entry.file)
        } catch {
            folders.forEach(remove)
            throw error
        }
        return { ([entry.file] + folders).forEach(remove) }
    }

    /// Creates a folder and those above it; returns the created ones, innermost first.
    private static func makeFolder(_ folder: URL) throws -> [URL] {
        var missing: [URL] = []
        var place = folder.standardizedFileURL
        while !FileManager.default.fileExists(atPath: place.path), place.pathComponents.count > 1 {
            missing.append(place)
            place.deleteLastPathComponent()
        }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return missing
    }

    /// Removes a file, or an empty folder.
    private static func remove(_ file: URL) {
        if rmdir(file.path) != 0 { unlink(file.path) }
    }
}
