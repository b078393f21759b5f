import Foundation
import Testing

@testable import Reports

/// Rules for the style sheet in both themes.
@Suite struct StyleRules {
    typealias Palette = [String: String]

    let style: String
    let light: Palette
    /// The dark colours used when the reader's system is dark.
    let systemDark: Palette
    /// The dark colours used when the reader chooses the dark theme.
    let switchedDark: Palette
    let paper: Palette

    init() throws {
        style = try #require(try PageTemplates().siteFiles()["style.css"])
        light = try Self.palette(after: ":root {", in: style)
        systemDark = try Self.palette(after: ":root:not([data-theme=\"light\"]) {", in: style)
        switchedDark = try Self.palette(after: ":root[data-theme=\"dark\"] {", in: style)
        paper = try Self.palette(after: ":root, :root[data-theme], :root:not([data-theme=\"light\"]) {", in: style)
    }

    @Test func definesTheSameColoursInBothThemes() {
        #expect(light.count >= 8)
        #expect(Set(light.keys) == Set(systemDark.keys))
        #expect(systemDark == switchedDark)
        #expect(light == paper)
    }

    @Test(arguments: ["ink", "muted", "accent", "held", "partly", "mark"], ["page", "surface"])
    func writesTextThatCanBeRead(text: String, ground: String) throws {
        for palette in [light, systemDark] {
            #expect(try Self.contrast(palette[text], palette[ground]) >= 4.5, "\(text) on \(ground)")
        }
    }

    @Test func drawsControlsThatCanBeSeen() throws {
        for palette in [light, systemDark] {
            #expect(try Self.contrast(palette["control"], palette["page"]) >= 3)
            #expect(try Self.contrast(palette["ink"], palette["band"]) >= 4.5)
        }
    }

    @Test func givesTheChartsBothThemesToo() throws {
        let (light, dark) = ("--chart-ink: #111111;", "--chart-ink: #EEEEEE;")
        let style = try #require(try PageTemplates().siteFiles(lightCharts: light, darkCharts: dark)["style.css"])
        #expect(style.ranges(of: light).count == 2)
        #expect(style.ranges(of: dark).count == 2)
    }

    @Test func definesEveryVariableThatItUses() {
        let defined = Set(style.matches(of: /(--[a-z-]+):/).map { String($0.1) })
        let used = Set(style.matches(of: /var\((--[a-z-]+)\)/).map { String($0.1) })
        #expect(used.subtracting(defined).isEmpty)
        #expect(defined.subtracting(used).isEmpty)
    }

    @Test func stylesEveryClassThatTemplatesUseAndNoOther() throws {
        let templates = try PageTemplates()
        let script = try #require(templates.siteFiles()["page.js"])
        let folder = PageTemplates.bundledFolder.appending(path: "Templates")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        let markup = try files.map { try String(contentsOf: $0, encoding: .utf8) }.joined()
        let rules = style.replacing(/\/\*[^*]*\*\//, with: "").replacing(/\{[^{}]*\}/, with: "{}")
        // Classes of KaTeX, of highlight.js, of the Swift code for dots, and of the Markdown writer.
        let elsewhere: Set<String> = [
            "katex", "katex-display", "dots", "held", "failed", "open", "strip", "base", "median", "threshold", "range",
            "most", "middle", "lost", "unknown", "term",
            "heading-link", "task", "experiments", "footnote-ref",
            "sidenote", "sidenote-number", "sidenote-back", "callout", "callout-title", "callout-tip",
            "callout-important", "callout-warning", "callout-caution", "align-right", "align-centre", "missing",
            "hljs-keyword", "hljs-type", "hljs-literal", "hljs-number", "hljs-string", "hljs-meta", "hljs-comment",
        ]
        for use in rules.matches(of: /\.([a-z][a-z-]+)/) {
            let name = String(use.1)
            let stem = name.split(separator: "-").first.map { "\($0)-{{" } ?? name
            let isUsed = markup.contains(name) || script.contains(name) || markup.contains(stem)
            #expect(isUsed || elsewhere.contains(name), "no template uses .\(name)")
        }
    }

    @Test func letsNoVerdictRunIntoTheNextColumn() {
        // In some fonts the longest verdict is wider than its column.
        #expect(style.contains(".verdict-cell .verdict { white-space: normal; }"))
    }

    /// The colours that the block after a selector's first appearance defines.
    private static func palette(after selector: String, in style: String) throws -> Palette {
        let start = try #require(style.range(of: selector))
        let block = style[start.upperBound...].prefix { $0 != "}" }
        return Dictionary(
            block.matches(of: /--([a-z-]+): (#[0-9A-F]{6});/).map { (String($0.1), String($0.2)) },
            uniquingKeysWith: { _, last in last }
        )
    }

    /// The contrast ratio by WCAG 2.2.
    private static func contrast(_ one: String?, _ other: String?) throws -> Double {
        let luminances = try [#require(one), #require(other)].map(luminance).sorted()
        return (luminances[1] + 0.05) / (luminances[0] + 0.05)
    }

    /// The relative luminance of `#RRGGBB` by WCAG 2.2.
    private static func luminance(_ colour: String) throws -> Double {
        let bits = try #require(Int(colour.dropFirst(), radix: 16))
        let linear = [16, 8, 0].map { shift in
            let share = Double(bits >> shift & 0xFF) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
}
