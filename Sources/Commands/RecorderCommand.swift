import ArgumentParser
import Diagnostics
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
        let text = try Self.text
        guard let output else { return Console.hand(over: text.trimmingCharacters(in: .newlines)) }
        guard Self.mayReplace(output) else {
            throw Failure.usage("'\(output)' exists and is no recorder of Spikebook; name another file, or remove it")
        }
        try OutputFile(path: output).write(text)
        Console.note("recorder: \(output)")
    }

    /// The name of the file in this module's resources.
    private static let file = "Templates/spikebook_recorder.py"

    /// The Python file.
    private static var text: String {
        get throws {
            let file = Bundle.module.bundleURL.appending(path: file)
            guard let text = try? String(contentsOf: file, encoding: .utf8) else {
                throw ResourceMissing(name: Self.file)
            }
            return text
        }
    }

    /// Whether a path is free, no regular file, or a recorder of this or an earlier version.
    private static func mayReplace(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
            let text = try? String(contentsOfFile: path, encoding: .utf8)
        else { return !FileManager.default.fileExists(atPath: path) || path.hasPrefix("/dev/") }
        return text.isEmpty || text.contains("\nclass Recorder:") && text.contains("JSON lines that Spikebook reads")
    }
}
