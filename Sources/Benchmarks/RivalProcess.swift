import Foundation

/// A Python process that runs the rivals' measurements on request.
final class RivalProcess {
    /// A measurement that the process offers.
    struct Entrant {
        let identity: String
        /// `step`, `tiny`, `product` or `lambda`.
        let task: String
        let title: String
        /// A computed number, to be compared with ours.
        let check: Double
    }

    /// The packages it uses, by name, with their versions.
    private(set) var versions: [String] = []
    private(set) var entrants: [Entrant] = []
    /// The measurements that failed, with their reasons.
    private(set) var missing: [(task: String, title: String, reason: String)] = []

    private let process = Process()
    private let questions = Pipe()
    private let answers = Pipe()
    private var unread = Data()

    /// Starts `python` with the script and the folder of data, and waits until everything is compiled.
    init(python: String, script: String, folder: URL) throws {
        process.executableURL = URL(filePath: python)
        process.arguments = [script, folder.path]
        process.standardInput = questions
        process.standardOutput = answers
        // Compilers and frameworks write irrelevant messages here.
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
            // Anything else is output of a framework.
            default: continue
            }
        }
    }

    deinit {
        try? questions.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    /// Runs an entrant's task `calls` times and returns the seconds per call.
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
