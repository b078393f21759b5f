import Diagnostics
import Settings

/// A command and the paths of the log that it writes, with values filled in.
struct FilledCommand: Sendable {
    private(set) var words: [CommandWord] = []
    private(set) var logs: [CommandWord] = []

    /// Fills the braces in a program's command and log with its values and with what is `stated` of the run.
    ///
    /// Throws `SettingFaults` with every name without a value and every unused value.
    init(_ program: ProgramSettings, _ trace: RecordedTrace, stated: Value) throws {
        var filling = Filling(values: program.values, stated: stated)
        let written = try program.words()
        words = written.enumerated().compactMap { index, word in filling.word(word, at: ["command", String(index)]) }
        let paths = trace.files
        logs = paths.enumerated().compactMap { index, path in
            path == CommandWord.output.text()
                ? .output : filling.word(path, at: ["trace", "file"] + (paths.count == 1 ? [] : [String(index)]))
        }
        let faults = filling.faults + filling.unused
        if !faults.isEmpty { throw SettingFaults(faults) }
    }

    /// Whether the command depends on the seed.
    var namesSeed: Bool { words.contains(where: \.namesSeed) }
}

/// Fills braces and collects the faults.
private struct Filling {
    let values: Value
    let stated: Value
    private var used: Set<String> = []
    private(set) var faults: [SettingFault] = []

    init(values: Value, stated: Value) {
        (self.values, self.stated) = (values, stated)
    }

    private var names: [String] {
        guard case .map(let entries) = values else { return [] }
        return entries.map(\.name)
    }

    /// A filled word; nil, with a fault added, when a name in it has no value.
    mutating func word(_ text: String, at path: [String]) -> CommandWord? {
        do {
            return try CommandWord(text) { try self.text(of: $0) }
        } catch {
            if let fault = error as? SettingFault { faults.append(fault.under(fault.path.isEmpty ? path : [])) }
            return nil
        }
    }

    private mutating func text(of name: String) throws -> String {
        used.insert(name)
        let isOwn = names.contains(name)
        switch isOwn ? values[name] : stated.value(at: name.split(separator: ".").map(String.init)) {
        case .number(let number)?: return Value.canonical(number)
        case .text(let text)? where !text.contains("\0"): return text
        case .flag(let flag)?: return flag ? "true" : "false"
        case let value? where isOwn:
            let message = "'\(name)' stands in the command, where \(value.kind) cannot"
            throw SettingFault(.wrongType, at: ["values", name], message, help: "give it a number or a text")
        default: throw unknown(name)
        }
    }

    private func unknown(_ name: String) -> SettingFault {
        let known = names + stated.leaves.map(\.path) + [CommandWord.folder, CommandWord.seed]
        let near = NearMiss.nearest(to: name, in: known).map { "did you mean '{\($0)}'? If not, " } ?? ""
        let help =
            near + "a value of that name is given by values: {\(name): …} or sweep: {\(name): […]}; "
            + "{{\(name)}} stands for the braces themselves"
        return SettingFault(.unknownKey, at: [], "nothing is called '\(name)' that could fill the braces", help: help)
    }

    /// A fault for each unused value.
    var unused: [SettingFault] {
        names.filter { !used.contains($0) }.map { name in
            let free = used.subtracting(names)
            let near = NearMiss.nearest(to: name, in: free).map { "did you mean '\($0)'? If not, " } ?? ""
            let help = near + "write \"{\(name)}\" where it belongs in the command, or leave it out"
            return SettingFault(
                .unknownKey,
                at: ["values", name],
                "no brace of the command is called '\(name)'",
                help: help,
                atKey: true
            )
        }
    }
}

extension FilledCommand {
    /// The files of the book that its words name: a whole word, what follows an equals sign, or the module that `-m` runs.
    ///
    /// In a word with the seed every file counts that some seed could name.
    func namedFiles(from source: InputFiles.Source) -> [String] {
        words.indices.flatMap { index -> [String] in
            guard !words[index].namesFolder else { return [] }
            let text = words[index].text(seed: "*")
            var names = [text]
            if let sign = text.firstIndex(of: "=") { names.append(String(text[text.index(after: sign)...])) }
            if index > 0, words[index - 1].text() == "-m" {
                let module = text.replacing(".", with: "/")
                names += [module + ".py", module + "/__main__.py"]
            }
            let found =
                words[index].namesSeed ? names.filter { $0 != "*" }.flatMap { (try? source.paths($0)) ?? [] } : names
            return found.filter(source.isFile)
        }
    }
}
