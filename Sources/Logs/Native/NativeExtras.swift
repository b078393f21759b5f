import Traces

/// The contents of a trace of this program besides its steps.
struct NativeExtras {
    var layers: [LayerRecord] = []
    var states: [StateRecord] = []
    var events: [TraceEvent] = []
    var outcome: Trace.Outcome?

    /// Adds the contents of a line and returns false when its record is unknown.
    mutating func take(_ record: String, _ line: NativeLine) -> Bool {
        switch record {
        case "layer": takeLayer(line)
        case "state": takeState(line)
        case "event": takeEvent(line)
        case "end": takeEnd(line)
        default: false
        }
    }

    private mutating func takeLayer(_ line: NativeLine) -> Bool {
        guard let step = line.whole("step"), let place = line.whole("layer") else { return false }
        var layer = LayerRecord(step: step, layer: place, name: line.texts["name"] ?? "\(place)")
        for column in LayerRecord.Column.allCases { layer[column] = line.numbers[column.name] ?? .nan }
        layers.append(layer)
        return true
    }

    private mutating func takeState(_ line: NativeLine) -> Bool {
        guard let step = line.whole("step"), let coordinate = line.whole("coordinate") else { return false }
        func value(_ key: String) -> Double { line.numbers[key] ?? .nan }
        states.append(
            StateRecord(
                step: step,
                coordinate: coordinate,
                theta: value("theta"),
                gradient: value("gradient"),
                m: value("m"),
                v: value("v"),
                vHat: value("v_hat")
            )
        )
        return true
    }

    private mutating func takeEvent(_ line: NativeLine) -> Bool {
        guard let step = line.whole("step"), let kind = line.texts["event"].flatMap(TraceEvent.Kind.init) else {
            return false
        }
        events.append(TraceEvent(step: step, kind: kind, value: line.numbers["value"] ?? .nan))
        return true
    }

    private mutating func takeEnd(_ line: NativeLine) -> Bool {
        switch line.texts["outcome"] {
        case "completed": outcome = .completed
        case "diverged": outcome = line.whole("step").flatMap { $0 < 0 ? nil : .diverged(step: $0) }
        default: return false
        }
        return true
    }
}
