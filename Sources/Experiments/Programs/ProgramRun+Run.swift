import Diagnostics
import Logs
import Programs
import Settings

extension ProgramRun {
    /// Runs the program and reads its log.
    ///
    /// Throws the reason when there is none.
    public func run(isCancelled: () -> Bool) throws -> RunResult? {
        guard !isCancelled() else { return nil }
        let scratch = try ScratchFolder()
        defer { scratch.remove() }
        do {
            guard let output = try call(in: scratch).run(isCancelled: isCancelled) else { return nil }
            return try result(in: scratch, output: output)
        } catch let failure as ProgramFailure {
            // The locations of the book and of the run's folder are not stored.
            let sentence = written(failure.description, scratch)
            throw ProgramFailure(sentence, output: written(failure.output, scratch))
        }
    }

    /// The result from the program's log.
    ///
    /// Throws a `ProgramFailure` when there is no valid log.
    private func result(in scratch: ScratchFolder, output: String) throws -> RunResult {
        guard files.areAsFound else {
            throw ProgramFailure("a file that '\(shown)' reads changed while it ran; build again", output: output)
        }
        do {
            let content = try log.log(in: try paths(in: scratch))
            var result = log.result(of: content) { written($0, scratch) }
            result.reading?.output = written(output, scratch)
            return result
        } catch let fault as LogFault {
            throw ProgramFailure("the log of '\(shown)' cannot be read: \(fault.sentence)", output: output)
        } catch let fault as Missing {
            throw ProgramFailure("'\(shown)' \(fault.sentence)", output: output)
        }
    }

    /// A text in which paths are replaced by those that the author knows, and values of declared variables by their names.
    private func written(_ text: String, _ scratch: ScratchFolder) -> String {
        let values = ProgramEnvironment.values(of: program.environment).sorted { $0.value.count > $1.value.count }
        // A value of a character or two occurs in many words by chance.
        return values.filter { $0.value.count > 2 }.reduce(text) { $0.replacing($1.value, with: "$\($1.key)") }
            .replacing(scratch.run, with: "{dir}").replacing(scratch.output, with: "{output}")
            .replacing(folder.hasSuffix("/") ? folder : folder + "/", with: "")
    }

    private func call(in scratch: ScratchFolder) -> ProgramCall {
        let words = command.words.map { $0.text(seed: "\(seed)", folder: scratch.run) }
        let variables = ProgramEnvironment.variables(named: program.environment, temporary: scratch.temporary)
        var call = ProgramCall(words, in: folder, variables: variables, shown: shown)
        call.scratch = scratch
        call.outputFile = command.logs.contains(.output) ? scratch.output : nil
        call.limit = program.limit > 0 ? program.limit : nil
        return call
    }

    /// The command as shown in messages, shortened.
    private var shown: String {
        let line = commandLine
        return line.count > 120 ? line.prefix(120) + "…" : line
    }

    /// The error for a log that the program did not write.
    private struct Missing: Error {
        let sentence: String
    }

    /// The paths of the log's files.
    ///
    /// Throws when one is missing, with the files that exist instead.
    private func paths(in scratch: ScratchFolder) throws -> [String] {
        let found = scratch.files
        return try command.logs.map { log in
            if log == .output { return scratch.output }
            let name = log.pathInFolder(seed: seed) ?? ""
            let isThere = found.contains { $0 == name || name.isEmpty || $0.hasPrefix(name + "/") }
            guard !found.isEmpty, isThere else {
                let near = NearMiss.nearest(to: name, in: found).map { "; did you mean '{dir}/\($0)'?" }
                let others = found.isEmpty ? ", nor any other file in {dir}" : "; in {dir} there is " + Self.list(found)
                throw Missing(sentence: "wrote no '\(log.text(seed: "\(seed)"))'" + (near ?? others))
            }
            let path = name.isEmpty ? scratch.run : "\(scratch.run)/\(name)"
            guard scratch.holds(path) else {
                throw Missing(
                    sentence: "left a link in place of '\(log.text(seed: "\(seed)"))', to a log that it did not write"
                )
            }
            return path
        }
    }

    private static func list(_ names: [String]) -> String {
        names.prefix(5).joined(separator: ", ") + (names.count > 5 ? " and \(names.count - 5) more" : "")
    }
}
