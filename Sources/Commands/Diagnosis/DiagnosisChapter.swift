import Analysis
import Foundation
import Traces

/// What the chapter about a log says and shows, by the places of its template.
struct DiagnosisChapter {
    let evidence: Evidence
    let diagnosis: Diagnosis

    // MARK: - What happened

    var verdict: String {
        switch diagnosis.verdict {
        case "none": "Nothing in this log needs a cause."
        case "undecided": "Something happened, and the log does not single out a cause."
        default: "The log supports one cause: **\(diagnosis.verdict)**."
        }
    }

    var events: String {
        diagnosis.events.isEmpty
            ? "It holds no event."
            : "It holds \(DiagnosisText.counts(of: diagnosis.events)); the run is \(diagnosis.outcome.rawValue)."
    }

    /// Whether one of the rules found a rise, so that there is a peak to mark.
    var hasRises: Bool { diagnosis.events.contains { [.spike, .step, .doubtful, .bump].contains($0.kind) } }

    /// Whether something is shaded behind the lines, which a single high entry is not.
    var hasShades: Bool { diagnosis.events.contains { ![.bump, .restart].contains($0.kind) } }
    var hasRestarts: Bool { diagnosis.events.contains { $0.kind == .restart } }

    /// The settings of the detector that found the events, where they are not the usual ones.
    var detector: String {
        let (own, usual) = (evidence.detector, SpikeDetector())
        return own == usual ? "{}" : "{z: \(Int(own.noiseFactor)), smooth: \(own.smoothing)}"
    }

    // MARK: - Figures

    /// The axis of the loss.
    var loss: String { "{label: loss, scale: \(scale(evidence.trace[.loss]))}" }

    /// The marks of the events behind the loss.
    var shades: String { Self.list(events(named: true)) }

    private static func list(_ marks: [String]) -> String { marks.map { "      - \($0)\n" }.joined() }

    /// A panel for each further quantity that the log holds.
    var panels: String {
        let plain: [(TraceColumn, label: String, role: String)] = [
            (.gradNorm, "norm of the gradient", "gradient"), (.lr, "learning rate", "ink"),
            (.updateNorm, "norm of the update", "ink"), (TraceColumn("sum_v"), "$\\Sigma v$", "v"),
        ]
        let scaler = panel("loss scale", [line(TraceColumn("loss_scale"))].compactMap { $0 }, of: ["loss_scale"])
        return plain.map { panel($0.label, [line($0.0, role: $0.role)].compactMap { $0 }, of: [$0.0.name]) }.joined()
            + curvature + scaler
    }

    /// The curvatures with their threshold, as far as they were recorded.
    private var curvature: String {
        let lines = [
            line(TraceColumn("lambda_max"), role: "lambda-max", name: "$\\lambda_{\\max}$"),
            line(TraceColumn("lambda_grad"), role: "lambda-grad", name: "$\\lambda_{\\mathrm{grad}}$"),
        ].compactMap { $0 }
        guard !lines.isEmpty else { return "" }
        let threshold = [
            "line: {name: '$2/\\eta$', dash: dashed, sql: \"\(Self.query("2 / lr", whereTrue: "lr > 0"))\"}"
        ]
        let hasRate = evidence.trace[.lr].contains { $0 > 0 }
        return panel("curvature", (hasRate ? threshold : []) + lines, of: ["lambda_max", "lambda_grad"])
    }

    /// A panel with the events behind its lines; empty without a line.
    private func panel(_ label: String, _ lines: [String], of columns: [String]) -> String {
        guard !lines.isEmpty else { return "" }
        let scale = scale(columns.flatMap { evidence.trace[TraceColumn($0)] })
        let head = "  - y: {label: '\(label)', scale: \(scale)}\n    height: 140\n    marks:\n"
        return head + Self.list(events(named: false) + lines)
    }

    /// The events behind a panel's lines; the first panel names them in its legend.
    private func events(named: Bool) -> [String] {
        func sql(_ kind: Rise.Kind) -> String { "'\(kind.rawValue)'" }
        let shaded = Self.stretches(
            named ? "event" : nil,
            // What stays at its level would shade all that follows.
            to: "CASE kind WHEN \(sql(.step)) THEN peak ELSE \\\"end\\\" END",
            kind: "NOT IN (\(sql(.bump)), \(sql(.restart)))"
        )
        let dashed = Self.stretches(named ? "restart" : nil, to: "start", kind: "= \(sql(.restart))")
        return (hasShades ? [shaded] : []) + (hasRestarts ? [dashed] : [])
    }

    private static func stretches(_ name: String?, to end: String, kind condition: String) -> String {
        "stretches: {\(name.map { "name: \($0), " } ?? "")sql: \"SELECT start AS x, \(end) AS \\\"end\\\" FROM rise "
            + "WHERE experiment = 'log' AND kind \(condition)\"}"
    }

    /// A line of a column; nil when the log has no number in it.
    private func line(_ column: TraceColumn, role: String = "ink", name: String = "") -> String? {
        guard evidence.trace[column].contains(where: \.isFinite) else { return nil }
        let title = name.isEmpty ? "" : "name: '\(name)', "
        return
            "line: {\(title)role: \(role), sql: \"\(Self.query(column.name, whereTrue: "\(column.name) IS NOT NULL"))\"}"
    }

    private static func query(_ value: String, whereTrue condition: String) -> String {
        "SELECT step AS x, \(value) AS y FROM trace WHERE experiment = 'log' AND \(condition)"
    }

    /// The share of positive values from which a logarithmic axis shows them: a few others are marked at its edge.
    private static let positive = 0.9

    private func scale(_ values: [Double]) -> String {
        let finite = values.filter(\.isFinite)
        return Double(finite.count { $0 > 0 }) >= Self.positive * Double(finite.count) ? "log" : "linear"
    }

    // MARK: - What to do

    var causes: String {
        Cause.allCases.map { cause in
            let reasons = diagnosis.readings.filter { $0.cause == cause }.map { $0.reason.replacing("|", with: "\\|") }
            let why = reasons.isEmpty ? "no sign says anything of it" : reasons.joined(separator: "; ")
            return "| \(cause.rawValue) | \(diagnosis.verdict(on: cause).rawValue) | \(why) |\n"
        }.joined()
    }

    var next: String {
        guard !diagnosis.next.isEmpty else { return "Nothing." }
        return diagnosis.next.enumerated().map { "\($0 + 1). \($1)" }.joined(separator: "\n")
    }

    var advice: String {
        switch diagnosis.verdict {
        case "none": "Nothing needs to be tried."
        case "preconditioner", "sharpening":
            "Wait: such a spike mostly ends by itself. If it does not, go back to a checkpoint and raise Adam's second moment fourfold. For the next run, average the gradient for longer (β1 = 0.99) or lower the rate; both cost speed. Spikebook's own book tests this: claim N4 in its chapter \"What helps\", and \"A practitioner's page\"."
        case "data":
            "Look at the batch. A single odd batch does no lasting harm; an order of the data that shows in the loss should be shuffled. Spikebook's own book shows what a shift of the data does: claim F3 in its chapter \"What makes it worse\"."
        case "arithmetic":
            "Run the steps again in single precision from a checkpoint before the first value that is not finite."
        case "schedule":
            "Raise the learning rate more slowly, or to a lower value. Spikebook's own book tests warm-ups: claim F4-harm in its chapter \"What makes it worse\", and R3 in \"What helps\"."
        case "restart": "Restore the optimizer's state and the place in the data with the weights."
        default:
            "Go back to a checkpoint before the rise and run again, once with the same batches and once with others: what comes again is not the device, what needs its batches is the data. Spikebook's own book has what is known of each remedy in \"A practitioner's page\"."
        }
    }
}
