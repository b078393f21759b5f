import Experiments
import Foundation
import Storage
import Testing
import TestSupport

@testable import Reports

/// Writing files into a site.
@Suite struct SiteWriters {
    private let desk = TestFolder.new("site")
    private let archive: Archive
    private var folder: URL { desk.appending(path: "site") }

    init() throws {
        archive = try Archive.open(at: desk.appending(path: "book.sqlite").path)
    }

    private func clear() throws {
        try archive.close()
        try FileManager.default.removeItem(at: desk)
    }

    private func writer() throws -> SiteWriter { try SiteWriter(folder: folder, archive: archive) }

    private func put(_ text: String, at path: String) throws {
        let file = folder.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    private func names() -> [String] {
        ((try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? [])
            .filter { $0.contains(".") && $0 != SiteManifest.name }.sorted()
    }

    @Test func areWrittenOnlyWhenTheyDiffer() throws {
        var writer = try writer()
        let digests = try writer.write(["a.html": Data("a".utf8), "figures/b.svg": Data("b".utf8)])
        #expect(writer.written == ["a.html", "figures/b.svg"])
        #expect(writer.holds(digests))
        var second = try self.writer()
        _ = try second.write(["a.html": Data("a".utf8)])
        #expect(second.written.isEmpty)
        _ = try second.write(["a.html": Data("A".utf8)])
        #expect(second.written == ["a.html"])
        #expect(!second.holds(digests))
        #expect(second.holds([:]))
        try clear()
    }

    @Test func goWhenNoPageUsesThemAnyMore() throws {
        var writer = try writer()
        _ = try writer.write(
            Dictionary(
                uniqueKeysWithValues: ["a.html", "b.html", "figures/c.svg", "figures/d.png", "e.html"].map {
                    ($0, Data($0.utf8))
                }
            )
        )
        for path in ["about.html", "404.html", "logo.png", "images/photo.png", "three.js/three.js", "notes.txt"] {
            try put("mine", at: path)
        }
        try put("changed by hand", at: "e.html")
        var second = try self.writer()
        _ = try second.write(["a.html": Data("a.html".utf8)])
        second.keep(["figures/c.svg": ""])
        try second.removeStale()
        #expect(second.kept == ["e.html"])
        #expect(
            names() == [
                "404.html", "a.html", "about.html", "e.html", "figures/c.svg", "images/photo.png", "logo.png",
                "notes.txt",
                "three.js", "three.js/three.js",
            ],
            "what no build has made stays"
        )
        try clear()
    }

    /// A hard link simulates a file system that ignores case, on which both names are one file.
    @Test func stayWhenTheirNamesChangeInCaseAlone() throws {
        var writer = try writer()
        _ = try writer.write(["tables/Rows.csv": Data("a".utf8), "tables/Others.csv": Data("b".utf8)])
        let names = ["Rows", "rows"].map { folder.appending(path: "tables/\($0).csv") }
        try FileManager.default.linkItem(at: names[0], to: names[1])
        var second = try self.writer()
        #expect(second.foreign(among: ["tables/rows.csv"]) == nil)
        _ = try second.write(["tables/rows.csv": Data("a".utf8), "tables/others.csv": Data("b".utf8)])
        try second.removeStale()
        #expect(self.names() == ["tables/Rows.csv", "tables/others.csv", "tables/rows.csv"])
        try clear()
    }

    @Test func doNotTakeThePlaceOfForeignOnes() throws {
        try put("mine", at: "index.html")
        var writer = try writer()
        #expect(throws: ForeignFile.self) {
            try writer.write(["a.html": Data("a".utf8), "index.html": Data("ours".utf8)])
        }
        #expect(names() == ["index.html"], "nothing is written when one file may not be")
        _ = try writer.write(["index.html": Data("mine".utf8)])
        _ = try writer.write(["index.html": Data("ours".utf8)])
        #expect(writer.written == ["index.html"], "a file with the very bytes is as good as ours")
        try clear()
    }

    @Test func areOursThoughTheManifestIsLostOrABuildWasKilled() throws {
        var writer = try writer()
        _ = try writer.write(["a.html": Data("a".utf8)])
        try FileManager.default.removeItem(at: folder.appending(path: SiteManifest.name))
        var second = try self.writer()
        _ = try second.write(["a.html": Data("A".utf8)])
        #expect(second.written == ["a.html"])
        try clear()
    }

    @Test func makeTheManifestAnewWhenItIsNotAsItWasWritten() throws {
        var writer = try writer()
        var manifest = writer.manifest
        #expect(manifest.pages.isEmpty)
        manifest.pages["a.html"] = .init(frame: "i", files: ["a.html": "d"], claims: [])
        try writer.finish(manifest)
        #expect(SiteManifest(reading: folder).pages["a.html"]?.frame == "i")
        let file = folder.appending(path: SiteManifest.name)
        let sound = try Data(contentsOf: file)
        for offset in sound.indices {
            var flipped = sound
            flipped[offset] ^= 1 << UInt8(offset % 8)
            try flipped.write(to: file)
            #expect(SiteManifest(reading: folder).pages.isEmpty, "byte \(offset)")
        }
        try clear()
    }

    /// A manifest of another version may hold further contents.
    @Test func takeOverTheNamesOfOlderManifests() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data("ours".utf8).write(to: folder.appending(path: "a.html"))
        try Data("changed".utf8).write(to: folder.appending(path: "b.html"))
        let digest = Data("ours".utf8).withUnsafeBytes { Digest.sha256($0) }
        let files = #"{"a.html": "\#(digest)", "b.html": "\#(digest)"}"#
        let pages = #""pages": {"a.html": {"input": "i", "files": \#(files)}}"#
        for text in ["{\(pages)}", #"{"digest": "d", "site": {\#(pages)}}"#, #"{"site": {"owned": \#(files)}}"#] {
            try Data(text.utf8).write(to: folder.appending(path: SiteManifest.name))
            let old = SiteManifest(reading: folder)
            #expect(old.pages.isEmpty && old.owned == ["a.html": digest], "\(text)")
        }
        try clear()
    }
}
