import Analysis
import Foundation
import Logs
import Traces

/// A book of one chapter about a log, made from a template, to be edited and built like any other.
struct DiagnosisBook {
    let log: DiagnosedLog
    let columns: [String: String]
    let run: String?
    let diagnosis: Diagnosis

    /// Writes the book into a folder that does not exist or is empty.
    func write(to path: String) throws {
        let folder = URL(filePath: path, directoryHint: .isDirectory)
        let present = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        guard present.isEmpty else {
            throw Failure.usage("the folder '\(path)' is not empty; name a new one, since nothing is overwritten")
        }
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            for (file, name) in zip(log.log.files, names) {
                try FileManager.default.copyItem(at: URL(filePath: file), to: folder.appending(path: name))
            }
        } catch {
            throw Failure.machine("'\(path)' cannot be written: \(error.localizedDescription)")
        }
        var files = NewFiles()
        files.add(
            "title: A diagnosis of \(quoted(name))\n",
            at: folder.appending(path: "book.yml"),
            shownAs: "\(path)/book.yml"
        )
        files.add(try chapter, at: folder.appending(path: "01-log.md"), shownAs: "\(path)/01-log.md")
        try files.write()
    }

    private var name: String { URL(filePath: log.log.files.first ?? "log").lastPathComponent }

    /// The names of the copies: the files' own, numbered where two are alike.
    private var names: [String] {
        var taken: Set<String> = []
        return log.log.files.enumerated().map { index, file in
            let own = URL(filePath: file).lastPathComponent
            return taken.insert(own).inserted ? own : "\(index + 1)-\(own)"
        }
    }

    private var chapter: String {
        get throws {
            let losses = log.evidence.trace[.loss].filter(\.isFinite)
            return try Template("diagnosis.md").text([
                "name": name, "verdict": verdict, "events": events,
                "files": names.map { quoted($0) }.joined(separator: ", "),
                "columns": columns.isEmpty
                    ? ""
                    : ", columns: {"
                        + columns.sorted { $0.key < $1.key }.map { "\($0.key): \(quoted($0.value))" }.joined(
                            separator: ", "
                        ) + "}",
                "run": run.map { ", run: \(quoted($0))" } ?? "",
                "scale": losses.allSatisfy { $0 > 0 } ? "log" : "linear", "panels": panels,
                "causes": causes, "hasRises": hasRises,
                "next": next, "advice": advice,
            ])
        }
    }

    /// Whether one of the rules found a rise, so that there is something to mark and to list.
    private var hasRises: Bool {
        diagnosis.events.contains { [.spike, .step, .doubtful, .bump].contains($0.kind) }
    }

    private func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    private var verdict: String {
        switch diagnosis.verdict {
        case "none": "Nothing in this log needs a cause."
        case "undecided": "The loss rises, and the log does not single out a cause."
        default: "The log supports one cause: **\(diagnosis.verdict)**."
        }
    }

    private var events: String {
        let counts = LogEvent.Kind.allCases.compactMap { kind -> String? in
            let count = diagnosis.events.count { $0.kind == kind }
            return count == 0 ? nil : count.counted(kind.rawValue)
        }
        return counts.isEmpty
            ? "It holds no event."
            : "It holds \(counts.joined(separator: ", ")); the run is \(diagnosis.outcome.rawValue)."
    }

    /// A panel for each further quantity that the log holds.
    private var panels: String {
        let names = [
            ("grad_norm", "norm of the gradient"), ("lr", "learning rate"), ("update_norm", "norm of the update"),
            ("sum_v", "Σv"),
        ]
        return names.filter { log.evidence.trace[TraceColumn($0.0)].contains(where: \.isFinite) }.map { name, label in
            """
              - y: {label: "\(label)"}
                marks:
                  - line: {sql: "SELECT step AS x, \(name) AS y FROM trace WHERE experiment = 'log'"}

            """
        }.joined()
    }

    private var causes: String {
        Cause.allCases.map { cause in
            let reasons = diagnosis.readings.filter { $0.cause == cause }.map(\.reason)
            return
                "| \(cause.rawValue) | \(diagnosis.verdict(on: cause).rawValue) | \(reasons.joined(separator: "; ").replacing("|", with: "\\|")) |\n"
        }.joined()
    }

    private var next: String {
        diagnosis.next.isEmpty
            ? "Nothing." : diagnosis.next.enumerated().map { "\($0 + 1). \($1)" }.joined(separator: "\n")
    }

    private var advice: String {
        switch diagnosis.verdict {
        case "none": "Nothing needs to be tried."
        case "preconditioner", "sharpening":
            "Wait: such a spike mostly ends by itself. If it does not, go back to a checkpoint and raise Adam's second moment fourfold. For the next run, average the gradient for longer (β1 = 0.99) or lower the rate; both cost speed."
        case "data":
            "Look at the batch. A single odd batch does no lasting harm; an order of the data that shows in the loss should be shuffled."
        case "arithmetic":
            "Run the steps again in single precision from a checkpoint before the first value that is not finite."
        case "schedule": "Raise the learning rate more slowly, or to a lower value."
        case "restart": "Restore the optimizer's state and the place in the data with the weights."
        default:
            "Go back to a checkpoint before the rise and run again, once with the same batches and once with others: what comes again is not the device, what needs its batches is the data."
        }
    }
}
