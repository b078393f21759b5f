import Analysis
import Diagnostics
import Foundation
import Logs
import Traces

/// A log as it was read, and what it holds for a diagnosis.
struct DiagnosedLog {
    let log: Log
    let evidence: Evidence

    /// Reads a log; its faults end the command, and name `--run`, or the option that chooses its run instead.
    init(
        _ paths: [String],
        columns: [String: String],
        run: String?,
        option: String = "--run",
        beta2: Double?,
        batchShare: Double?
    ) throws {
        do {
            log = try LogReader.read(files: paths, columns: columns, run: run)
        } catch let fault as LogFault {
            throw Failure(.faulty, [Self.forCommandLine(fault.diagnostic, run: option)])
        }
        var evidence = Evidence(log.trace)
        evidence.nonFinite = log.nonFinite.map { Evidence.NonFinite(step: $0.step, column: $0.column) }
        evidence.restarts = log.segments.dropFirst().map(\.first)
        evidence.isAveraged =
            [.epoch, .ema].contains(log.lossKind) || log.lossKind == .window && (log.stride ?? 1) > 1
        evidence.isSmoothed = log.lossKind == .ema
        evidence.isByEpoch = log.lossKind == .epoch && log.stride ?? 1 == 1
        evidence.beta2 = beta2 ?? Self.beta2(saidIn: log.files.first)
        evidence.batchShare = batchShare
        self.evidence = evidence
    }

    /// A fault whose help names the options of the command, not the settings of a chapter.
    private static func forCommandLine(_ fault: Diagnostic, run option: String) -> Diagnostic {
        let words = [
            ("say which: run: ", "say which: \(option) "), (": loss=", ": --column loss="),
            (": step=", ": --column step="),
        ]
        var copy = fault
        copy.help = fault.help.map { help in words.reduce(help) { $0.replacing($1.0, with: $1.1) } }
        return copy
    }

    /// The β2 in the first line of a recorder's log.
    private static func beta2(saidIn path: String?) -> Double? {
        guard let path, let handle = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? handle.close() }
        let head = (try? handle.read(upToCount: 65_536)) ?? Data()
        guard let line = head.split(separator: UInt8(ascii: "\n"), maxSplits: 1).first,
            let run = try? JSONSerialization.jsonObject(with: line) as? [String: Any]
        else { return nil }
        return (run["betas"] as? [Double])?.last ?? run["beta2"] as? Double
    }

    /// The names of `--column`, by quantity.
    static func names(_ words: [String]) throws -> [String: String] {
        var names: [String: String] = [:]
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            let known = ["step"] + LogColumn.all.map(\.column.name)
            guard parts.count == 2 else {
                throw Failure.usage("--column '\(word)' is no pair; write it as loss=NAME, the log's own name last")
            }
            guard known.contains(parts[0]) else {
                throw Failure.usage("no quantity is called '\(parts[0])'; \(NearMiss.help(for: parts[0], in: known))")
            }
            names[parts[0]] = parts[1]
        }
        return names
    }
}
