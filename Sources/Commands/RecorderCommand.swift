import ArgumentParser
import Foundation

/// `spikebook recorder`.
struct RecorderCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recorder",
        abstract: "Print a Python file that records a training run of PyTorch.",
        discussion: """
            The file needs nothing but torch. Its class Recorder hooks into an optimizer and writes JSON lines: norms, second \
            moment, effective rate, curvature and layers, for trace: {file: run.jsonl} of an experiment. Its first lines \
            show how it is used.
            """
    )

    @Option(help: "Write the file instead of printing it; an older recorder there is replaced.", completion: .file())
    var output: String?

    func run() throws {
        let text = try Template.contents(of: "spikebook_recorder.py")
        guard let output else { return Console.hand(over: text.trimmingCharacters(in: .newlines)) }
        guard Self.mayReplace(output) else {
            throw Failure.usage("'\(output)' exists and is no recorder of Spikebook; name another file, or remove it")
        }
        try OutputFile(path: output).write(text)
        Console.note("recorder: \(output)")
    }

    /// Whether a file may be written: it is new, no regular file, or a recorder of this or an earlier version.
    private static func mayReplace(_ path: String) -> Bool {
        let type = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType
        guard type == .typeRegular || type == .typeSymbolicLink else { return true }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            return !FileManager.default.fileExists(atPath: path)
        }
        return text.isEmpty || text.hasPrefix("\"\"\"Records what an optimizer does while PyTorch trains")
    }
}
