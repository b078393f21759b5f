#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif
import Testing

@testable import Charts

@Suite struct Palettes {
    private typealias Colour = (red: Double, green: Double, blue: Double)

    /// The colour of a role in linear light.
    private func linear(_ role: Role, _ theme: Theme) -> Colour {
        let number = Int(Palette.hex(role, in: theme).dropFirst(), radix: 16) ?? 0
        let parts = [number >> 16, number >> 8 & 255, number & 255].map { part -> Double in
            let share = Double(part) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return (parts[0], parts[1], parts[2])
    }

    private func contrast(_ first: Role, _ second: Role, _ theme: Theme) -> Double {
        let lights = [first, second].map { role -> Double in
            let colour = linear(role, theme)
            return 0.2126 * colour.red + 0.7152 * colour.green + 0.0722 * colour.blue + 0.05
        }.sorted()
        return lights[1] / lights[0]
    }

    private let lines: [Role] = [
        .ink, .series1, .series2, .series3, .series4, .sweep1, .sweep2, .sweep3, .sweep4, .sweep5, .sweep6,
    ]

    @Test(arguments: Theme.allCases) func isLegibleOnThePageAndOnShading(theme: Theme) {
        for role in lines + [.muted] {
            #expect(contrast(role, .page, theme) >= 4.5, "\(role) as text, \(theme)")
            #expect(contrast(role, .shade, theme) >= 3, "\(role) on shading, \(theme)")
        }
        #expect(contrast(.axis, .page, theme) >= 3)
        for stage in 1...5 { #expect(contrast(.ink, .area(stage), theme) >= 4.5, "stage \(stage), \(theme)") }
    }

    /// A colour as readers with a colour deficiency see it, in OKLab, by the model of Machado and others (2009).
    private func seen(_ colour: Colour, _ matrix: [Double]) -> [Double] {
        let (r, g, b) = (
            matrix[0] * colour.red + matrix[1] * colour.green + matrix[2] * colour.blue,
            matrix[3] * colour.red + matrix[4] * colour.green + matrix[5] * colour.blue,
            matrix[6] * colour.red + matrix[7] * colour.green + matrix[8] * colour.blue
        )
        let l = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
        let m = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
        let s = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
        return [
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s,
        ]
    }

    private static let viewers: [String: [Double]] = [
        "normal": [1, 0, 0, 0, 1, 0, 0, 0, 1],
        "protan": [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
        "deutan": [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881],
        "tritan": [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900],
    ]

    @Test(arguments: Theme.allCases) func staysDistinctForEveryViewer(theme: Theme) {
        for panel: [Role] in [[.ink, .series2, .series1], [.ink, .series3, .series4]] {
            for (viewer, matrix) in Palettes.viewers {
                for (index, first) in panel.enumerated() {
                    for second in panel[(index + 1)...] {
                        let (one, two) = (seen(linear(first, theme), matrix), seen(linear(second, theme), matrix))
                        let distance = zip(one, two).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
                        #expect(100 * distance >= 10, "\(first) and \(second), \(viewer), \(theme)")
                    }
                }
            }
        }
    }

    @Test func declaresEveryVariableInBothThemes() {
        for theme in Theme.allCases {
            let text = Palette().declarations(for: theme)
            for entry in Palette().entries { #expect(text.contains(entry.variable + ": #")) }
        }
        #expect(Set(Palette().entries.map(\.variable)).count == Role.allCases.count)
    }

    @Test func isKnownByTheNamesThatAReportGives() throws {
        let palette = Palette(names: [.series1: "hero"])
        #expect(palette.declarations(for: .dark).contains("--chart-hero: \(Palette.hex(.series1, in: .dark));"))
        #expect(palette.entries.map(\.name).contains("series-2") && !palette.entries.map(\.name).contains("series-1"))
        let mark = LineMark(Samples([1, 2, 3], first: 1), role: .series1)
        let panel = Panel(y: Axis(), marks: [mark])
        var figure = Figure(id: "f", title: "t", description: "d", x: Axis("x"), panels: [panel])
        let plain = try figure.render()
        figure.palette = palette
        let named = try figure.render()
        #expect(named.inlineSVG == plain.inlineSVG.replacing("--chart-series-1", with: "--chart-hero"))
        #expect(
            named.standaloneSVG
                == plain.standaloneSVG.replacing("s-series-1", with: "s-hero").replacing("f-series-1", with: "f-hero")
        )
        #expect(named.inlineSVG.contains("--chart-hero"))
    }

    @Test func spreadsASweepOverTheWholeRange() {
        #expect(Role.sweep(0, of: 3) == .sweep1 && Role.sweep(2, of: 3) == .sweep6)
        #expect(Set((0..<6).map { Role.sweep($0, of: 6) }).count == 6)
        #expect(Role.sweep(0, of: 1) == .sweep1)
    }
}
