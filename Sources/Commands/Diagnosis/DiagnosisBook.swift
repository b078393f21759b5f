import Analysis
import Foundation
import Logs
import Reports

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
            "title: \("A diagnosis of \(names.first ?? "a log")".yamlQuoted)\n",
            at: folder.appending(path: "book.yml"),
            shownAs: "\(path)/book.yml"
        )
        files.add(try chapter, at: folder.appending(path: "01-log.md"), shownAs: "\(path)/01-log.md")
        try files.write()
    }

    /// The names of the copies: the files' own without control characters, numbered where two are alike.
    private var names: [String] {
        var taken: Set<String> = []
        return log.log.files.enumerated().map { index, file in
            let own = URL(filePath: file).lastPathComponent
            let plain = String(
                own.map { $0.unicodeScalars.contains { $0.properties.generalCategory == .control } ? "-" : $0 }
            )
            return taken.insert(plain).inserted ? plain : "\(index + 1)-\(plain)"
        }
    }

    private var chapter: String {
        get throws {
            let parts = DiagnosisChapter(evidence: log.evidence, diagnosis: diagnosis)
            return try Template("diagnosis.md").text([
                "name": (names.first ?? "a log").markdownEscaped, "trace": trace, "detector": parts.detector,
                "verdict": parts.verdict, "events": parts.events, "hasEvents": !diagnosis.events.isEmpty,
                "hasRises": parts.hasRises, "hasShades": parts.hasShades, "hasRestarts": parts.hasRestarts,
                "loss": parts.loss, "shades": parts.shades, "panels": parts.panels,
                "causes": parts.causes,
                "next": parts.next, "advice": parts.advice,
            ])
        }
    }

    /// The settings of the log: its files, and what the command was told of them.
    private var trace: String {
        let renamed = columns.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.yamlQuoted)" }
        return "file: [\(names.map(\.yamlQuoted).joined(separator: ", "))]"
            + (renamed.isEmpty ? "" : ", columns: {\(renamed.joined(separator: ", "))}")
            + (run.map { ", run: \($0.yamlQuoted)" } ?? "")
    }
}
