import Diagnostics
public import Traces

/// Writes traces as JSON lines in the form that <doc:TraceFormat> describes.
///
/// Reading them back gives the same values bit for bit.
public struct TraceLines {
    /// The version of the form.
    ///
    /// Readers refuse a greater one.
    public static let schema = 1

    /// The lines written so far.
    public private(set) var text = ""

    /// Creates an empty text.
    public init() {}

    /// Adds a run.
    ///
    /// - Parameters:
    ///   - trace: what the run recorded.
    ///   - name: its name among the runs of the file.
    ///   - facts: further facts about the run, by name.
    public mutating func add(_ trace: Trace, name: String, facts: [(name: String, value: String)] = []) {
        let begin = line(
            "run",
            [("schema", "\(Self.schema)"), ("name", JSONText.quoted(name))] + facts.map(Self.quoted)
        )
        text += begin
        for (place, segment) in trace.segments.enumerated() {
            // After each interruption the run line is repeated, which marks a new start.
            if place > 0 { text += begin }
            addSteps(segment, of: trace)
        }
        for layer in trace.layers { text += line("layer", Self.fields(of: layer)) }
        for state in trace.states { text += line("state", Self.fields(of: state)) }
        for event in trace.events {
            let kind = JSONText.quoted(event.kind.rawValue)
            text += line("event", [("step", "\(event.step)"), ("event", kind), ("value", Self.number(event.value))])
        }
        text += end(of: trace)
    }

    private static func quoted(_ fact: (name: String, value: String)) -> (String, String) {
        (fact.name, JSONText.quoted(fact.value))
    }

    private mutating func addSteps(_ segment: Range<Int>, of trace: Trace) {
        let columns = trace.columns.map { ($0, trace[$0]) }
        for entry in segment {
            var fields = [("step", "\(trace.steps[entry])")]
            for (column, values) in columns where !values[entry].isNaN || column == .loss {
                fields.append((column.name, Self.number(values[entry])))
            }
            text += line("step", fields)
        }
    }

    private func end(of trace: Trace) -> String {
        switch trace.outcome {
        case .completed: line("end", [("outcome", "\"completed\"")])
        case .diverged(let step): line("end", [("outcome", "\"diverged\""), ("step", "\(step)")])
        }
    }

    private static func fields(of layer: LayerRecord) -> [(String, String)] {
        let place = [("step", "\(layer.step)"), ("layer", "\(layer.layer)"), ("name", JSONText.quoted(layer.name))]
        return place
            + LayerRecord.Column.allCases.filter { !layer[$0].isNaN }.map { ($0.name, number(layer[$0])) }
    }

    private static func fields(of state: StateRecord) -> [(String, String)] {
        let values = [
            ("theta", state.theta), ("gradient", state.gradient), ("m", state.m), ("v", state.v), ("v_hat", state.vHat),
        ]
        return [("step", "\(state.step)"), ("coordinate", "\(state.coordinate)")]
            + values.filter { !$0.1.isNaN }.map { ($0.0, number($0.1)) }
    }

    private func line(_ record: String, _ fields: [(String, String)]) -> String {
        let all = [("record", "\"\(record)\"")] + fields
        return "{" + all.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}\n"
    }

    /// The shortest text that reads back as the same bits.
    ///
    /// JSON has no NaN or infinity, so these are strings.
    private static func number(_ value: Double) -> String {
        if value.isFinite { return "\(value)" }
        return value.isNaN ? "\"NaN\"" : value > 0 ? "\"Infinity\"" : "\"-Infinity\""
    }
}
