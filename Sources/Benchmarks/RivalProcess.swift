import Foundation

/// The rivals' process: a Python that measures when it is asked to.
final class RivalProcess {
    /// Something that it can do.
    struct Entrant {
        let identity: String
        /// `step`, `tiny`, `product` or `lambda`.
        let task: String
        let title: String
        /// A number that it computed, to compare with ours.
        let check: Double
    }

    /// What it runs on, by name.
    private(set) var versions: [String] = []
    private(set) var entrants: [Entrant] = []
    /// What did not work: task, title and why.
    private(set) var missing: [(task: String, title: String, reason: String)] = []

    private let process = Process()
    private let questions = Pipe()
    private let answers = Pipe()
    private var unread = Data()

    /// Starts `python` on the script, with the folder of its data, and waits until everything is compiled.
    init(python: String, script: String, folder: URL) throws {
        process.executableURL = URL(filePath: python)
        process.arguments = [script, folder.path]
        process.standardInput = questions
        process.standardOutput = answers
        // Compilers and frameworks have much to say that is no matter here.
        process.standardError = FileHandle.nullDevice
        try process.run()
        while true {
            let fields = try line().components(separatedBy: "\t")
            switch (fields[0], fields.count) {
            case ("version", 3): versions.append(fields[1] + " " + fields[2])
            case ("entrant", 5):
                let check = Double(fields[4]) ?? .nan
                entrants.append(Entrant(identity: fields[1], task: fields[2], title: fields[3], check: check))
            case ("missing", 4): missing.append((fields[1], fields[2], fields[3]))
            case ("ready", _): return
            // Whatever a framework prints by itself.
            default: continue
            }
        }
    }

    deinit {
        try? questions.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// Lets an entrant do its task so often; gives the seconds of one.
    func seconds(_ entrant: Entrant, calls: Int) throws -> Double {
        try questions.fileHandleForWriting.write(contentsOf: Data("\(entrant.identity) \(calls)\n".utf8))
        let answer = try line()
        guard let seconds = Double(answer) else { throw Complaint(description: "the rivals answered \(answer)") }
        return seconds
    }

    private func line() throws -> String {
        while true {
            if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: unread[..<end], as: UTF8.self)
                unread = Data(unread[unread.index(after: end)...])
                return line
            }
            let more = answers.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Complaint(description: "the rivals' Python ended early") }
            unread += more
        }
    }
}
