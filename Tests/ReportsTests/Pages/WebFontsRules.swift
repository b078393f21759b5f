import Foundation
import TestSupport
import Testing

@testable import Reports

/// The typefaces that a site carries along.
@Suite struct WebFontsRules {
    /// Whether this machine has all five.
    private static let areThere = WebFonts(environment: [:]).files.count == 6

    @Test(.enabled(if: areThere, "fonts-sil-charis and fonts-inter are not installed"))
    func areSmallAndHaveTheirLicence() throws {
        let files = WebFonts(environment: [:]).files
        let licence = try #require(files["fonts/LICENCE.txt"])
        for (path, data) in files where path != "fonts/LICENCE.txt" {
            #expect((20_000...150_000).contains(data.count), "\(path) has \(data.count) bytes")
            let name = path.dropFirst("fonts/".count)
            #expect(String(decoding: licence, as: UTF8.self).contains(name), "\(name) has no licence")
        }
        #expect(String(decoding: licence, as: UTF8.self).contains("SIL Open Font License"))
    }

    @Test(.enabled(if: areThere, "fonts-sil-charis and fonts-inter are not installed"))
    func haveARuleForEachFile() {
        let fonts = WebFonts(environment: [:])
        let named = fonts.rules.matches(of: /url\("([^"]+)"\)/).map { String($0.output.1) }
        #expect(named.sorted() == fonts.files.keys.filter { $0 != "fonts/LICENCE.txt" }.sorted())
    }

    @Test func ofAFileThatIsNoFontAreLeftOut() throws {
        let file = TestFolder.new("font")
        try Data("no font".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        #expect(FontSubset(of: file) == nil)
    }
}
