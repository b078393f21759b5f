import Foundation
import Testing

@testable import Reports

/// Files put into a site.
@Suite struct SiteWriters {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "site-\(UUID())")

    private func names() -> [String] {
        ((try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []).filter { $0.contains(".") }.sorted()
    }

    @Test func areWrittenOnlyWhenTheyDiffer() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var writer = try SiteWriter(folder: folder)
        let digests = try writer.write(["a.html": Data("a".utf8), "figures/b.svg": Data("b".utf8)])
        #expect(writer.written == ["a.html", "figures/b.svg"])
        #expect(writer.holds(digests))
        var second = try SiteWriter(folder: folder)
        try second.write(Data("a".utf8), to: "a.html")
        #expect(second.written.isEmpty)
        try second.write(Data("A".utf8), to: "a.html")
        #expect(second.written == ["a.html"])
        #expect(!second.holds(digests))
        #expect(second.holds([:]))
    }

    @Test func goWhenNoPageUsesThemAnyMore() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var writer = try SiteWriter(folder: folder)
        let files = ["a.html", "b.html", "figures/c.svg", "figures/d.png", "notes.txt", "CNAME.md"]
        try files.forEach { try writer.write(Data($0.utf8), to: $0) }
        var second = try SiteWriter(folder: folder)
        try second.write(Data("a.html".utf8), to: "a.html")
        second.keep(["figures/c.svg": ""])
        try second.removeStrangers()
        #expect(names() == ["CNAME.md", "a.html", "figures/c.svg", "notes.txt"], "what is not ours stays")
    }

    @Test func makeTheManifestAnewWhenItCannotBeRead() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        var writer = try SiteWriter(folder: folder)
        var manifest = SiteManifest(reading: folder)
        #expect(manifest.pages.isEmpty)
        manifest.pages["a.html"] = .init(input: "i", labels: "l", files: ["a.html": "d"], claims: [])
        try manifest.write(to: folder)
        #expect(SiteManifest(reading: folder).pages["a.html"]?.input == "i")
        try writer.write(Data("{\"pages\": {\"a.html\": {\"input\": \"i\"}}}".utf8), to: SiteManifest.name)
        #expect(SiteManifest(reading: folder).pages.isEmpty)
    }
}
