import Foundation

/// Calls git in a folder's repository, without changing anything.
struct Git {
    let folder: String

    /// The output of a git command.
    struct Answer {
        var isDone: Bool
        /// Standard output without the final line end.
        var text: String
        /// The reason for a failure, in one line.
        var fault: String
    }

    /// Runs a git command in the folder.
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
        // git's error messages are short, so git never has to wait for a reader of standard error.
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
