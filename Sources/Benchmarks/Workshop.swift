import Foundation

/// A temporary folder with a book, and the program that builds it.
///
/// The repository stays untouched.
final class Workshop {
    let folder: URL
    private let program: URL

    init() throws {
        let name = "spikebook-benchmarks-\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString.prefix(8))"
        folder = FileManager.default.temporaryDirectory.appending(path: name)
        program = folder.appending(path: "spikebook")
        try FileManager.default.createDirectory(at: book, withIntermediateDirectories: true)
        guard let own = Bundle.main.executableURL else { throw Complaint(description: "where is this program?") }
        try FileManager.default.createSymbolicLink(at: program, withDestinationURL: own)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var book: URL { folder.appending(path: "Chapters") }
    var site: URL { folder.appending(path: "Output/site") }
    var archive: String { folder.appending(path: "Output/spikebook.sqlite").path }

    /// Runs the program in the folder and returns its time and its output.
    @discardableResult
    func spikebook(_ arguments: String..., allowing codes: Set<Int32> = [0]) throws -> (time: Measured, text: String) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        (process.standardOutput, process.standardError) = (pipe, pipe)
        let clock = ContinuousClock()
        let (start, used) = (clock.now, Measured.processorSeconds(of: .children))
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        // The pipe ends with the process. Waiting for the process first would add the delay of this program's run
        // loop.
        let wall = (clock.now - start) / .seconds(1)
        process.waitUntilExit()
        let cpu = Measured.processorSeconds(of: .children) - used
        guard codes.contains(process.terminationStatus) else {
            throw Complaint(
                description: "spikebook \(arguments.joined(separator: " ")) ended with "
                    + "\(process.terminationStatus):\n\(text)"
            )
        }
        return (Measured(wall: wall, cpu: cpu), text)
    }

    /// The text of a chapter.
    func chapter(_ name: String) throws -> String {
        try String(contentsOf: book.appending(path: name), encoding: .utf8)
    }

    /// Writes a file of the book.
    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: book.appending(path: name))
    }
}

/// The number before a word in the output of `build`, such as 3 in `3 pages written`.
func count(before word: String, in text: String) -> Int? {
    guard let end = text.range(of: " " + word)?.lowerBound else { return nil }
    return Int(String(text[..<end].reversed().prefix { $0.isNumber }.reversed()))
}
