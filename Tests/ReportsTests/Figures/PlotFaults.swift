import Settings
import Testing

@testable import Reports

/// Faults of plots: all are reported at once, each at its path.
@Suite struct PlotFaults {
    private func faults(x: String = "{}", _ panels: String) throws -> [String] {
        func value(_ text: String) throws -> Value {
            try LocatedValue(yaml: LocatedText(wholeFile: "a", text: "v: " + text)).value["v"] ?? .null
        }
        do {
            _ = try PlotSettings(x: value(x), panels: value(panels))
            return []
        } catch let error as SettingFaults {
            return error.faults.map { $0.path.joined(separator: ".") + " " + $0.kind.rawValue }
        }
    }

    @Test func areNoneInAPlainPlot() throws {
        #expect(
            try faults("[{marks: [{line: {sql: SELECT 1}}, {rule: {at: 2}}, {note: {text: a, x: 1, y: 2}}]}]").isEmpty
        )
    }

    @Test(arguments: [
        ("[]", "panels wrong-type"), ("3", "panels wrong-type"), ("[{}]", "panels.0 missing"),
        ("[{marks: []}]", "panels.0 missing"), ("[{marks: [{}]}]", "panels.0.marks.0 missing"),
        ("[{marks: [{lime: {}}]}]", "panels.0.marks.0.lime unknown-unit"),
        ("[{marks: [{line: {}, dots: {}}]}]", "panels.0.marks.0.dots conflict"),
        ("[{marks: [{rule: {at: high}}]}]", "panels.0.marks.0.rule.at wrong-type"),
        ("[{marks: [{dots: {radius: 80}}]}]", "panels.0.marks.0.dots.radius out-of-range"),
        ("[{y: {limits: [2, 1]}, marks: [rule]}]", "panels.0.y.limits out-of-range"),
        ("[{y: {scale: log, include: [0]}, marks: [rule]}]", "panels.0.y.include out-of-range"),
        ("[{y: {zero: true}, marks: [rule]}]", "panels.0.y.zero conflict"),
        ("[{height: 20, marks: [rule]}]", "panels.0.height out-of-range"),
        ("[{aspect: 0.1, marks: [rule]}]", "panels.0.aspect out-of-range"),
        ("[{marks: [{heat: {colour: loss}}]}]", "panels.0.marks.0.heat missing"),
        ("[{marks: [{heat: {sql: SELECT 1, scale: rainbow}}]}]", "panels.0.marks.0.heat.scale out-of-range"),
        (
            "[{marks: [{heat: {sql: SELECT 1}}]}, {marks: [{heat: {sql: SELECT 1, across: steps}}]}]",
            "panels.1.marks.0.heat conflict"
        ),
        ("[{marks: [{note: {text: a, corner: middle}}]}]", "panels.0.marks.0.note.corner out-of-range"),
    ])
    func standAtTheirPath(_ panels: String, _ fault: String) throws {
        #expect(try faults(panels) == [fault])
    }

    @Test func areCollected() throws {
        let panels = "[{titel: a, y: {scal: log}, marks: [{lime: {}}, {line: {widht: 2, role: v_t}}]}, {marks: 3}]"
        #expect(
            try faults(x: "{label: 3}", panels) == [
                "x.label wrong-type", "panels.0.titel unknown-key", "panels.0.y.scal unknown-key",
                "panels.0.marks.0.lime unknown-unit", "panels.0.marks.1.line.widht unknown-key",
                "panels.0.marks.1.line.role out-of-range", "panels.1 missing",
            ]
        )
    }
}
