import Settings

/// The settings of the program that makes a run.
struct ProgramSettings: Configurable {
    static let name = "program"
    static let summary = "Another program that makes the run, whose log is then read."
    static let settings: [Setting<ProgramSettings>] = [
        Setting(
            "command",
            \.command,
            .list(word, atLeast: 1),
            "A program and its arguments, each a word of the list: no shell is between. It runs in the book's folder. In "
                + "each word {dir} is the empty folder of the run, {seed} its seed, and {lr} the value called lr, or a "
                + "setting by its path; {{lr}} stands for {lr}. Files of the book count as inputs that a word names, after an equals sign too."
        ),
        Setting(
            "values",
            \.values,
            .map(.either([.text(), .number(.finite), .flag])),
            "Values that fill the command's braces, by name; sweep: {lr: [0.1, 0.2]} gives several."
        ),
        Setting(
            "inputs",
            \.inputs,
            "Files that the program reads, by paths from the book's folder; * and ? stand for parts of names, a folder "
                + "for all files in it. When one changes, the program runs again."
        ),
        Setting(
            "environment",
            \.environment,
            "Names of variables that the program gets beside PATH and HOME; when one of their values changes, it runs again."
        ),
        Setting(
            "limit",
            \.limit,
            in: .nonnegative,
            "After how many seconds a run is ended, which has failed then; 0 sets no limit."
        ),
    ]

    static let keys = settings.map(\.name)

    private static let word = ValueForm.either([.text(), .number(.finite)])

    var command = Value.list([])
    var values = Value.map([])
    var inputs: [String] = []
    var environment: [String] = []
    var limit = 0.0

    init() {}

    /// Reads the program's settings from an experiment's tree.
    ///
    /// Throws `SettingFaults`.
    init(ofExperiment tree: Value) throws {
        let entries = if case .map(let entries) = tree { entries } else { [Value.Entry]() }
        try self.init(reading: .map(entries.filter { Self.keys.contains($0.name) }))
    }

    func validate() throws {
        try checkValues()
        for (index, name) in environment.enumerated() where name.isEmpty || name.contains("=") || name.contains("\0") {
            let help = "write its name alone: the program gets the value that it has where the book is built"
            let path = ["environment", String(index)]
            throw SettingFault(.outOfRange, at: path, "'\(name)' is no name of a variable", help: help)
        }
    }

    private func checkValues() throws {
        guard case .map(let entries) = values else {
            let help = "write values: {lr: 0.1}"
            throw SettingFault(
                .wrongType,
                at: ["values"],
                "values are a map of names, found \(values.kind)",
                help: help
            )
        }
        for name in [CommandWord.folder, CommandWord.seed] where entries.contains(where: { $0.name == name }) {
            let help = name == CommandWord.seed ? "write seed: or seeds: beside values" : "call the value otherwise"
            let message = "{\(name)} is filled for each run, and no value"
            throw SettingFault(.conflict, at: ["values", name], message, help: help, atKey: true)
        }
    }

    /// The words of the command as written.
    ///
    /// Throws a `SettingFault`.
    func words() throws -> [String] {
        if case .text(let line) = command, line.contains(" ") {
            let words = line.split(separator: " ").map { $0.contains("{") ? "\"\($0)\"" : String($0) }
            let help = "no shell is between: write [\(words.joined(separator: ", "))]"
            throw SettingFault(.wrongType, at: ["command"], "a command is a list of words", help: help)
        }
        let list = if case .list(let list) = command { list } else { [command] }
        let words = try list.enumerated().map { index, word in
            try Self.text(word, at: list.count == 1 && command == word ? ["command"] : ["command", String(index)])
        }
        guard words.first?.isEmpty == false else {
            let help = "write its name and its arguments: command: [python3, train.py]"
            throw SettingFault(.missing, at: ["command"], "the command names no program", help: help)
        }
        return words
    }

    private static func text(_ word: Value, at path: [String]) throws -> String {
        switch word {
        case .number(let number): return Value.canonical(number)
        case .text(let text) where !text.contains("\0"): return text
        case .map(let entries):
            let brace = entries.first.map { "\"{\($0.name)}\"" } ?? "\"{lr}\""
            let help = "braces stand between quotation marks: \(brace)"
            throw SettingFault(.wrongType, at: path, "a word of a command is a text, found a map", help: help)
        default:
            let help = "put it between quotation marks"
            throw SettingFault(.wrongType, at: path, "a word of a command is a text, found \(word.kind)", help: help)
        }
    }
}
