import Foundation

/// Asks git about the repository of a folder; nothing is changed.
struct Git {
    let folder: String

    /// What git said.
    struct Answer {
        var isDone: Bool
        /// The standard output without the last line's end.
        var text: String
        /// Why it could not be done, in one line.
        var fault: String
    }

    /// Runs one of git's commands in the folder.
    func call(_ arguments: String...) -> Answer {
        let process = Process()
        let (output, notes) = (Pipe(), Pipe())
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["git", "-C", folder] + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = notes
        do {
            try process.run()
        } catch {
            return Answer(isDone: false, text: "", fault: "\(error)")
        }
        let text = output.fileHandleForReading.readDataToEndOfFile()
        // What git says of faults is short, so that it never waits for a reader.
        let fault = notes.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Answer(
            isDone: process.terminationStatus == 0,
            text: String(decoding: text, as: UTF8.self).trimmingCharacters(in: .newlines),
            fault: String(decoding: fault, as: UTF8.self).split(separator: "\n").first.map(String.init)
                ?? "no reason was given"
        )
    }
}
