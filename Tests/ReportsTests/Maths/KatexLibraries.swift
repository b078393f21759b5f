import Diagnostics
import Foundation
import Testing
import TestSupport

@testable import Reports

@Suite struct KatexLibraries {
    @Test func listTheFilesThatPagesNeed() throws {
        let library = try KatexLibrary.find()
        let assets = try library.assets()
        #expect(assets.first?.path.hasSuffix(".css") == true)
        #expect(assets.contains { $0.path == "fonts/KaTeX_Main-Regular.woff2" })
        #expect(assets.allSatisfy { FileManager.default.fileExists(atPath: $0.source.path) })
        #expect(library.version.first?.isNumber == true)
    }

    @Test func nameThePackageWhenTheyAreMissing() throws {
        let failure = #expect(throws: KatexLibrary.Failure.self) {
            try KatexLibrary.find(environment: ["SPIKEBOOK_KATEX": "/nowhere"])
        }
        #expect(failure?.description.contains("libjs-katex") == true)
        #expect(failure?.description.contains("/nowhere") == true)
    }

    @Test func sayWhatIsWrongWithADamagedOne() throws {
        let folder = TestFolder.new("katex")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("not a script".utf8).write(to: folder.appendingPathComponent("katex.js"))
        let library = try KatexLibrary.find(environment: ["SPIKEBOOK_KATEX": folder.path])
        #expect(library.version == "size 12")
        let renderer = try MathRenderer(library: library)
        let failure = #expect(throws: KatexLibrary.Failure.self) { try renderer.render("x", display: false) }
        #expect(failure?.description.contains("does not run") == true)
        #expect(throws: KatexLibrary.Failure.self) { try library.assets() }
    }
}
