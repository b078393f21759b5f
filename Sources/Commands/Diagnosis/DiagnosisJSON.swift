import Analysis
import Foundation
import Logs

/// A diagnosis for programs, as README documents it.
struct DiagnosisJSON {
    let log: Log
    let diagnosis: Diagnosis

    /// The version of the document's form; keys may be added within it.
    private static let version = 1

    var text: String {
        get throws {
            let options: JSONSerialization.WritingOptions = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            return String(
                decoding: try JSONSerialization.data(withJSONObject: document, options: options),
                as: UTF8.self
            )
        }
    }

    private var document: [String: Any] {
        [
            "version": Self.version, "format": log.format, "files": log.files, "rows": log.rows,
            "dropped": log.dropped.merging(["repeated steps": log.repeatedSteps]) { $1 },
            "columns": log.columns, "not_recorded": log.notRecorded, "loss_kind": lossKind,
            "segments": max(log.segments.count, 1), "events": diagnosis.events.map(event),
            "outcome": diagnosis.outcome.rawValue, "trend_decades": number(diagnosis.trend),
            "causes": Dictionary(uniqueKeysWithValues: Cause.allCases.map { ($0.rawValue, cause($0)) }),
            "verdict": diagnosis.verdict, "next": diagnosis.next,
        ]
    }

    private var lossKind: String {
        switch log.lossKind {
        case .window: "window mean"
        case .epoch: "epoch mean"
        default: log.lossKind.rawValue
        }
    }

    private func event(_ event: LogEvent) -> [String: Any] {
        [
            "kind": event.kind.rawValue, "rule": event.rule.rawValue, "start": event.start, "peak": event.peak,
            "end": event.end ?? NSNull() as Any, "height_decades": number(event.decades),
            "height_sigma": number(event.sigmas),
        ]
    }

    private func cause(_ cause: Cause) -> [String: Any] {
        let signs = diagnosis.readings.filter { $0.cause == cause }.map { reading -> [String: Any] in
            [
                "sign": reading.sign, "says": reading.says.rawValue, "decides": reading.isStrong,
                "reason": reading.reason,
                "numbers": Dictionary(reading.numbers.map { ($0.name, number($0.value)) }) { $1 },
            ]
        }
        return ["verdict": diagnosis.verdict(on: cause).rawValue, "signs": signs]
    }

    /// A number, or null for what JSON cannot hold.
    private func number(_ value: Double?) -> Any { value.flatMap { $0.isFinite ? $0 : nil } ?? NSNull() as Any }
}
