import Analysis
import Foundation
import Logs
import Traces

/// A diagnosis for a terminal.
struct DiagnosisText {
    let log: Log
    let diagnosis: Diagnosis

    /// The characters of a line, by the terminal.
    private static var width: Int {
        min(max(ProcessInfo.processInfo.environment["COLUMNS"].flatMap(Int.init) ?? 80, 40), 120)
    }

    var text: String {
        (read + [""] + TextPlot(values: log.trace[.loss], width: Self.width - 12).lines + [""] + events + [""] + causes
            + next)
            .joined(separator: "\n")
    }

    // MARK: - What was read

    private var read: [String] {
        let steps = log.trace.steps
        let range = steps.isEmpty ? "" : ", steps \(steps[0]) to \(log.trace.lastStep)"
        let names = log.columns.sorted { $0.key < $1.key }.map {
            $0.key == $0.value ? $0.key : "\($0.key) as '\($0.value)'"
        }
        var lines = [
            "\(log.format) log, \(log.rows.counted("row"))\(range)\(log.run.map { ", run \($0)" } ?? "")",
            "read: " + names.joined(separator: ", ") + "; the loss is \(log.lossKind.documentation)",
        ]
        if !log.notRecorded.isEmpty { lines.append("not recorded: " + log.notRecorded.joined(separator: ", ")) }
        let dropped = log.dropped.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        if !dropped.isEmpty || log.repeatedSteps > 0 {
            lines.append(
                "left out: "
                    + (dropped + (log.repeatedSteps > 0 ? ["\(log.repeatedSteps) repeated steps"] : [])).joined(
                        separator: ", "
                    )
            )
        }
        return lines.flatMap(wrapped)
    }

    // MARK: - Events

    /// The most events that are listed one by one.
    private static let most = 6

    private var events: [String] {
        let found = diagnosis.events
        guard !found.isEmpty else { return ["no spike, no bump; the run is \(diagnosis.outcome.rawValue)"] + trend }
        let shown = found.filter { $0.kind != .bump }
        let lines = shown.prefix(Self.most).map { "  " + line($0) }
        let rest = shown.count - lines.count
        return wrapped(Self.counts(of: found) + "; outcome: \(diagnosis.outcome.rawValue)") + lines
            + (rest > 0 ? ["  and \(rest) more; --format json has all"] : []) + trend
    }

    /// What a rise over hundreds of entries would show in, which neither rule sees.
    private var trend: [String] {
        guard let trend = diagnosis.trend else { return [] }
        let size = String(format: "%.2f", trend.magnitude)
        let course = size == "0.00" ? "stays" : "\(trend < 0 ? "falls" : "rises") by \(size) decades"
        return wrapped("the level of the loss \(course) over the last half of the log")
    }

    /// How many events there are of each kind.
    static func counts(of events: [LogEvent]) -> String {
        Rise.Kind.allCases.compactMap { kind -> String? in
            let count = events.count { $0.kind == kind }
            return count == 0 ? nil : counted(count, kind)
        }.joined(separator: ", ")
    }

    private static func counted(_ count: Int, _ kind: Rise.Kind) -> String {
        switch kind {
        case .doubtful: "\(count) doubtful (two entries high)"
        case .nonFinite:
            count.counted("stretch") == "1 stretch"
                ? "1 stretch without a finite loss" : "\(count) stretches without a finite loss"
        case .step: count.counted("rise") + " that stayed"
        case .bump: count.counted("bump") + " of one entry"
        default: count.counted(kind.rawValue)
        }
    }

    private func line(_ event: LogEvent) -> String {
        let heights = [
            event.decades.map { String(format: "%.2f decades", $0) }, event.sigmas.map { String(format: "%.0f σ", $0) },
        ].compactMap { $0 }
        let end = event.end.map { $0 == event.start ? "" : " to \($0)" } ?? " to the end"
        let rule =
            event.sigmas == nil && event.decades == nil
            ? "" : event.rule == .both ? ", both rules" : ", rule: \(event.rule.rawValue)"
        return "\(event.kind.rawValue) \(event.start)\(end)"
            + (heights.isEmpty ? "" : ", peak \(event.peak), " + heights.joined(separator: ", ")) + rule
    }

    // MARK: - Causes

    private var causes: [String] {
        ["verdict: " + sentence]
            + Cause.allCases.flatMap { cause -> [String] in
                let verdict = diagnosis.verdict(on: cause)
                let name = "  \(cause.rawValue): ".padding(toLength: 18, withPad: " ", startingAt: 0)
                return wrapped(name + verdict.rawValue + reasons(cause, verdict), indent: 18)
            }
    }

    private var sentence: String {
        switch diagnosis.verdict {
        case "none": "none: nothing here needs a cause"
        case "undecided": "undecided: the log does not single out a cause"
        default: diagnosis.verdict
        }
    }

    private func reasons(_ cause: Cause, _ verdict: Diagnosis.Verdict) -> String {
        let wanted: [Reading.Says] =
            switch verdict {
            case .supported: [.supports]
            case .excluded: [.excludes]
            case .undecided: [.supports, .excludes]
            case .notRecorded: [.notRecorded]
            }
        let all = diagnosis.readings.filter { $0.cause == cause && wanted.contains($0.says) }.map(\.reason)
        return all.isEmpty ? "" : " – " + all.prefix(2).joined(separator: "; ")
    }

    private var next: [String] {
        guard let first = diagnosis.next.first else { return [] }
        return wrapped("next: " + first, indent: 6)
            + diagnosis.next.dropFirst().flatMap { wrapped("      " + $0, indent: 6) }
    }

    // MARK: - Lines

    private func wrapped(_ text: String) -> [String] { wrapped(text, indent: 2) }

    private func wrapped(_ text: String, indent: Int) -> [String] {
        WrappedText.lines(text, indent: indent, width: Self.width)
    }
}
