import Logs
import Programs
public import Settings
import Traces

/// A run that another program makes during the build, and whose log is then read.
public struct ProgramRun: LoggedRun {
    public let log: StatedLog
    /// The settings of the program.
    let program: ProgramSettings
    /// The command, in which only the braces of seed and folder are left.
    let command: FilledCommand
    public private(set) var files: InputFiles
    /// The folder in which the program runs.
    let folder: String
    /// The digest of the program's environment variables, by their names; empty when it has none.
    private let environment: Value
    public var seed = 0

    /// The keys of an experiment that may stand beside `command`.
    private static let keys = RecordedRun.keys + ProgramSettings.keys

    /// Reads a run from an experiment's tree and finds the files that it names; throws `SettingFaults` with every fault.
    init(reading tree: Value, files source: InputFiles.Source) throws {
        var attempts = Attempts()
        attempts.run { try Self.checkKeys(of: tree) }
        let program = attempts.run { try ProgramSettings(ofExperiment: tree) }
        let log = attempts.run { try Self.log(of: tree) }
        let command = attempts.run { try log.flatMap { try program?.command(for: $0) } }
        if let command, let command { attempts.run { try Self.checkLogs(of: command) } }
        let files = attempts.run {
            let named = (command ?? nil)?.namedFiles(from: source) ?? []
            return try InputFiles(named + (program?.inputs ?? []), in: tree) { files, path in
                for file in try source.paths(path) { try files.find(file, from: source) }
            }
        }
        guard attempts.faults.isEmpty, let log, let program, let command, let command, let files else {
            throw SettingFaults(attempts.faults)
        }
        (self.log, self.program, self.command, self.files) = (log, program, command, files)
        folder = source.folder
        environment = Self.digest(of: program.environment)
    }

    private static func checkKeys(of tree: Value) throws {
        try ExperimentKeys.check(tree, own: keys) { name in
            (
                "the program makes the run, so '\(name)' says nothing",
                "leave it out; a value for a brace {\(name)} of the command is written values.\(name)"
            )
        }
    }

    private static func log(of tree: Value) throws -> StatedLog {
        guard tree[RecordedTrace.name] != nil else {
            let help =
                "name the file that the program writes, in the folder that it is given: trace: {file: \"{dir}/log.jsonl\"}"
            throw SettingFault(.missing, at: [], "a program needs trace: the log that it writes", help: help)
        }
        return try StatedLog(reading: tree)
    }

    /// Checks that every log is in the run's folder, which is empty at first, so that no old log is read.
    private static func checkLogs(of command: FilledCommand) throws {
        let strays = command.logs.enumerated().filter { $1 != .output && $1.pathInFolder(seed: 0) == nil }
        let faults = strays.map { index, log in
            let name = log.text().split(separator: "/").last ?? "log.jsonl"
            let path = ["trace", "file"] + (command.logs.count == 1 ? [] : [String(index)])
            let message = "the log of a program lies in the folder of its run, and '\(log.text())' does not"
            let help = "let the program write it there, and write \"{dir}/\(name)\"; \"{output}\" is what it prints"
            return SettingFault(.conflict, at: path, message, help: help)
        }
        if !faults.isEmpty { throw SettingFaults(faults) }
    }

    /// One digest of all variables, since that of a single short value could be guessed.
    private static func digest(of names: [String]) -> Value {
        let values = ProgramEnvironment.values(of: names)
        let entries = Set(names).map { Value.Entry($0, values[$0].map { .text($0) } ?? .null) }
        guard !entries.isEmpty else { return .map([]) }
        let names = Set(names).sorted().map { Value.text($0) }
        return .map([
            .init("digest", .text(Digest.sha256(Value.map(entries).canonicalJSON))), .init("names", .list(names)),
        ])
    }

    // MARK: - Key and cost

    public var canonical: Value {
        let written: [Value.Entry] = [
            .init("command", .list(command.words.map { .text($0.text(seed: "\(seed)")) })),
            .init("values", program.values), .init("environment", environment),
        ]
        return .map(written.filter { $0.value != .map([]) } + canonicalLog)
    }

    public var costClass: String { "program \(command.words[0].text())" }
    /// A guess, since the duration is unknown before the first run.
    public var expectedSeconds: Double { 10 }

    /// Everything that the user must allow: the command, the names of variables, and the files that it names or
    /// reads, with digests of their contents.
    public var demand: Value {
        .map([
            .init("command", .list(command.words.map { .text($0.text()) })),
            .init("environment", .list(Set(program.environment).sorted().map { .text($0) })),
            .init("files", files.canonical),
        ])
    }

    /// Whether the program gets variables, whose values are part of the key.
    public var hasVariables: Bool { !program.environment.isEmpty }

    /// The name of the program for readers, with that of the script it is given.
    public var name: String {
        let words = command.words.prefix(2).map { $0.text(seed: "\(seed)") }
        let program = words[0].split(separator: "/").last.map(String.init) ?? words[0]
        let script = words.dropFirst().filter { !$0.hasPrefix("-") && !$0.contains(" ") && $0.contains(".") }
        return ([program] + script).joined(separator: " ")
    }

    /// The command on one line, for readers.
    public var commandLine: String {
        command.words.map { word in
            let text = word.text(seed: "\(seed)")
            return text.isEmpty || text.contains { $0.isWhitespace } ? "\"\(text)\"" : text
        }.joined(separator: " ")
    }
}

extension ProgramSettings {
    /// The command filled with what is stated of a log.
    ///
    /// Throws `SettingFaults`.
    fileprivate func command(for log: StatedLog) throws -> FilledCommand {
        try FilledCommand(self, log.trace, stated: .map(log.stated))
    }
}
