import Foundation
import Storage
import TestSupport

/// A temporary folder for one test, removed at its end.
final class Scratch: Sendable {
    let folder: URL

    init() throws {
        folder = TestFolder.new("storage")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    var path: String { file("book.sqlite") }

    func file(_ name: String) -> String { folder.appending(path: name).path }

    func bytes(_ name: String = "book.sqlite") throws -> Data {
        try Data(contentsOf: folder.appending(path: name))
    }

    /// Changes bytes of the archive's file.
    func change(_ name: String = "book.sqlite", _ body: (inout Data) -> Void) throws {
        var data = try bytes(name)
        body(&data)
        try data.write(to: folder.appending(path: name))
    }

    /// Opens the archive and collects its events.
    func open(readOnly: Bool = false, _ events: Events = Events()) throws -> Archive {
        try Archive.open(at: path, readOnly: readOnly, report: { events.add($0) })
    }

    /// Removes the files that damage left behind, except the copy of the checksum file.
    func clear() throws {
        let files = FileManager.default
        let seal = try bytes("book.sqlite.seal.sound")
        for name in try files.contentsOfDirectory(atPath: folder.path) where name != "book.sqlite.seal.sound" {
            try files.removeItem(atPath: file(name))
        }
        try seal.write(to: folder.appending(path: "book.sqlite.seal"))
    }
}
