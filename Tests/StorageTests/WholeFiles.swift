import Foundation
@testable import Storage
import Testing

/// Properties that a rewritten file keeps besides its content.
@Suite struct WholeFiles {
    let scratch: Scratch
    let files = FileManager.default

    init() throws {
        scratch = try Scratch()
    }

    private func url(_ name: String) -> URL { scratch.folder.appending(path: name) }

    private func make(_ name: String, _ text: String = "old", mode: Int = 0o644) throws {
        #expect(files.createFile(atPath: url(name).path, contents: Data(text.utf8)))
        try files.setAttributes([.posixPermissions: mode], ofItemAtPath: url(name).path)
    }

    private func text(_ name: String) throws -> String { try String(contentsOf: url(name), encoding: .utf8) }

    private func mode(_ name: String) throws -> Int? {
        try files.attributesOfItem(atPath: url(name).path)[.posixPermissions] as? Int
    }

    @Test func areWrittenWhenTheyDiffer() throws {
        #expect(try WholeFile.write(Data("one".utf8), to: url("a")))
        #expect(try !WholeFile.write(Data("one".utf8), to: url("a")))
        #expect(try WholeFile.write(Data("two".utf8), to: url("a")))
        #expect(try text("a") == "two")
        #expect(try files.contentsOfDirectory(atPath: scratch.folder.path) == ["a"])
    }

    @Test(arguments: [0o600, 0o640, 0o755])
    func keepTheirMode(_ mode: Int) throws {
        try make("a", mode: mode)
        try WholeFile.write(Data("new".utf8), to: url("a"))
        #expect(try self.mode("a") == mode)
    }

    @Test func stayLinks() throws {
        try make("target")
        try files.createSymbolicLink(atPath: url("near").path, withDestinationPath: "target")
        try files.createSymbolicLink(atPath: url("far").path, withDestinationPath: "near")
        try files.linkItem(at: url("target"), to: url("twin"))
        try WholeFile.write(Data("new and longer".utf8), to: url("far"))
        #expect(try files.destinationOfSymbolicLink(atPath: url("far").path) == "near")
        #expect(try ["target", "near", "far", "twin"].map(text) == Array(repeating: "new and longer", count: 4))
        try WholeFile.write(Data("x".utf8), to: url("twin"))
        #expect(try text("target") == "x")
    }

    @Test func areRefusedWhenProtected() throws {
        try make("a", mode: 0o444)
        #expect(throws: (any Error).self) { try WholeFile.write(Data("new".utf8), to: url("a")) }
        #expect(try text("a") == "old")
        try files.createDirectory(at: url("folder"), withIntermediateDirectories: false)
        #expect(throws: (any Error).self) { try WholeFile.write(Data("new".utf8), to: url("folder")) }
    }

    @Test func leaveNoDraftsBehind() throws {
        // No process has this number, since the kernel assigns none above 2²².
        let own = "\(ProcessInfo.processInfo.processIdentifier)"
        for process in ["999999999", own] {
            for end in ["", "-wal"] { try make(".spikebook-\(process)@\(LeaseHolder.hostName)-1.draft\(end)") }
        }
        try make(".spikebook-999999999@elsewhere-1.draft")
        try make(".spikebook-1.draft")
        WholeFile.removeDrafts(in: scratch.folder)
        let left = try files.contentsOfDirectory(atPath: scratch.folder.path)
        #expect(left.count == 4 && !left.contains { $0.contains("999999999@\(LeaseHolder.hostName)") })
    }
}
