import Foundation
import Testing
import TestSupport

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A temporary folder with a small book, in which the real program is called as an author would.
final class Desk: Sendable {
    let folder: URL

    /// A desk with a copy of `Tests/Books/<book>`, or an empty desk without a name.
    init(_ book: String? = nil) throws {
        folder = Self.newFolder()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        if let book { try FileManager.default.copyItems(of: Self.books.appending(path: book), into: folder) }
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// A desk with a copy of a book that has been built.
    convenience init(built book: String) throws {
        try self.init(prepared: "\(book), built") {
            let desk = try Desk(book)
            let outcome = try desk.call("build")
            try #require(desk.has("Output/site/index.html"), "\(outcome.notes)")
            return desk
        }
    }

    /// A desk with a copy of a prepared one.
    ///
    /// Each is prepared once for all tests that use its name, since the first build is most of a test's time.
    init(prepared name: String, by prepare: () throws -> Desk) throws {
        folder = Self.newFolder()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItems(of: Self.prepared.desk(name, by: prepare).folder, into: folder)
    }

    /// A desk with a book of one chapter.
    convenience init(
        chapter text: String,
        in file: String = "01-case.md",
        configuration: String = "title: A case\n"
    ) throws {
        try self.init()
        try write(configuration, to: "Chapters/book.yml")
        try write(text, to: "Chapters/\(file)")
    }

    /// A desk with `Tests/Books/Many`, a book of short runs and a claim that all of them are present.
    convenience init(runs: Int, ofSteps steps: Int) throws {
        try self.init("Many")
        try edit("Chapters/01-many.md", "steps: 3000", "steps: \(steps)")
        try edit("Chapters/01-many.md", "seeds: 24", "seeds: \(runs)")
    }

    private static func newFolder() -> URL { TestFolder.new("book") }

    /// Prepared desks by name.
    private final class PreparedDesks: @unchecked Sendable {
        private final class Place {
            let lock = NSLock()
            var desk: Desk?
        }

        private let lock = NSLock()
        private var places: [String: Place] = [:]

        func desk(_ name: String, by prepare: () throws -> Desk) throws -> Desk {
            let place = lock.withLock {
                let place = places[name] ?? Place()
                places[name] = place
                return place
            }
            return try place.lock.withLock {
                let desk = try place.desk ?? prepare()
                place.desk = desk
                return desk
            }
        }

        func clear() { lock.withLock { places = [:] } }
    }

    private static let prepared: PreparedDesks = {
        // A static value is never released, so its folders would remain.
        atexit { Desk.prepared.clear() }
        return PreparedDesks()
    }()

    /// The folder `Tests/Books`.
    static let books = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Books").standardized

    /// The program beside the test bundle, or the one named by `SPIKEBOOK_PROGRAM`.
    static let program: URL = {
        if let named = ProcessInfo.processInfo.environment["SPIKEBOOK_PROGRAM"] { return URL(filePath: named) }
        let bundle = CommandLine.arguments.first { $0.contains(".xctest") } ?? CommandLine.arguments[0]
        var folder = URL(filePath: bundle)
        while folder.pathComponents.count > 1 {
            folder.deleteLastPathComponent()
            let program = folder.appending(path: "spikebook")
            if FileManager.default.isExecutableFile(atPath: program.path) { return program }
        }
        return URL(filePath: "spikebook")
    }()

    /// The result of a call of the program.
    struct Outcome: Sendable {
        /// The exit code, or the signal's number when one ended the process.
        var code: Int32
        /// The signal that ended the process, such as a kill; nil when it exited by itself.
        var signal: Int32?
        /// The standard output.
        var output: String
        /// The standard error.
        var notes: String
    }

    /// A call of the program in progress.
    final class Call: @unchecked Sendable {
        private let process = Process()
        private let output: URL
        private let notes: URL
        /// The environment for each call.
        ///
        /// One thread is used, because a second one of the library would spin for a tenth of a second in each of a
        /// thousand processes.
        private static let surroundings = ["COLUMNS": "100", "OPENBLAS_NUM_THREADS": "1"]

        fileprivate init(
            _ arguments: [String],
            in folder: URL,
            environment: [String: String] = [:],
            program: URL = Desk.program
        ) throws {
            output = TestFolder.new("output")
            notes = TestFolder.new("notes")
            for file in [output, notes] { try Data().write(to: file) }
            process.executableURL = program
            process.arguments = arguments
            process.currentDirectoryURL = folder
            process.environment = ProcessInfo.processInfo.environment.merging(Self.surroundings) { $1 }
                .merging(environment) { $1 }
            process.standardInput = FileHandle.nullDevice
            // Files are used rather than pipes, which a long output could fill.
            process.standardOutput = try FileHandle(forWritingTo: output)
            process.standardError = try FileHandle(forWritingTo: notes)
            try Self.takingSignals { try process.run() }
        }

        /// Starts a process with no signals blocked.
        ///
        /// A process inherits the signal mask of the thread that starts it, and threads that run tests block all
        /// signals.
        private static func takingSignals(_ start: () throws -> Void) rethrows {
            var (none, usual) = (sigset_t(), sigset_t())
            sigemptyset(&none)
            pthread_sigmask(SIG_SETMASK, &none, &usual)
            defer { pthread_sigmask(SIG_SETMASK, &usual, nil) }
            try start()
        }

        var isRunning: Bool { process.isRunning }

        func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

        /// Waits until the program has stopped itself, as `SPIKEBOOK_PAUSE` requests, and returns whether it has.
        func hasPaused() throws -> Bool {
            let deadline = Date() + 60
            while Date() < deadline, process.isRunning {
                let stat = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)
                if stat?.split(separator: ")").last?.hasPrefix(" T") == true { return true }
                usleep(2_000)
            }
            return false
        }

        /// The standard error so far.
        var notesSoFar: String { get throws { try String(contentsOf: notes, encoding: .utf8) } }

        /// Whether the process ends within some seconds.
        func ends(within seconds: Double) -> Bool {
            let deadline = Date() + seconds
            while process.isRunning, Date() < deadline { usleep(2_000) }
            return !process.isRunning
        }

        /// Waits until the process ends and returns its outcome.
        func outcome() throws -> Outcome {
            process.waitUntilExit()
            defer { for file in [output, notes] { try? FileManager.default.removeItem(at: file) } }
            return Outcome(
                code: process.terminationStatus,
                signal: process.terminationReason == .uncaughtSignal ? process.terminationStatus : nil,
                output: try String(contentsOf: output, encoding: .utf8),
                notes: try String(contentsOf: notes, encoding: .utf8)
            )
        }
    }

    /// Calls the program without waiting.
    func start(environment: [String: String] = [:], _ arguments: String...) throws -> Call {
        try start(environment: environment, arguments)
    }

    func start(environment: [String: String] = [:], _ arguments: [String]) throws -> Call {
        try Call(arguments, in: folder, environment: environment)
    }

    /// Calls the program and waits until it ends.
    @discardableResult
    func call(_ arguments: String...) throws -> Outcome { try Call(arguments, in: folder).outcome() }

    func call(_ arguments: [String]) throws -> Outcome { try Call(arguments, in: folder).outcome() }

    /// Calls the program with variables of its environment set.
    @discardableResult
    func call(environment: [String: String], _ arguments: String...) throws -> Outcome {
        try Call(arguments, in: folder, environment: environment).outcome()
    }

    /// Calls the program with the words of `line` as arguments.
    func call(line: String) throws -> Outcome {
        try Call(line.split(separator: " ").map(String.init), in: folder).outcome()
    }

    /// Runs a shell script in which `$program` is the program.
    @discardableResult
    func call(script: String) throws -> Outcome {
        let environment = ["program": Self.program.path]
        return try Call(["-c", script], in: folder, environment: environment, program: URL(filePath: "/bin/sh"))
            .outcome()
    }

    /// Builds the book and expects exit code 0.
    @discardableResult
    func build(_ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation) throws -> Outcome {
        let outcome = try Call(["build"] + arguments, in: folder).outcome()
        #expect(outcome.code == 0, "\(outcome.notes)", sourceLocation: sourceLocation)
        return outcome
    }

    // MARK: - Files

    func data(_ path: String) throws -> Data { try Data(contentsOf: folder.appending(path: path)) }

    func text(_ path: String) throws -> String { String(decoding: try data(path), as: UTF8.self) }

    func has(_ path: String) -> Bool { FileManager.default.fileExists(atPath: folder.appending(path: path).path) }

    func write(_ data: Data, to path: String) throws {
        let file = folder.appending(path: path)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try data.write(to: file)
    }

    func write(_ text: String, to path: String) throws { try write(Data(text.utf8), to: path) }

    func remove(_ path: String) throws { try FileManager.default.removeItem(at: folder.appending(path: path)) }

    /// Replaces a text in a file, which must contain it.
    func edit(_ path: String, _ old: String, _ new: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let before = try text(path)
        #expect(before.contains(old), "nothing to edit", sourceLocation: sourceLocation)
        try write(before.replacing(old, with: new), to: path)
    }

    /// All files in a folder with their bytes.
    func files(_ path: String) throws -> [String: Data] {
        let root = folder.appending(path: path)
        var files: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: root.path) {
            var isFolder: ObjCBool = false
            let file = root.appending(path: name)
            guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder), !isFolder.boolValue else {
                continue
            }
            files[name] = try Data(contentsOf: file)
        }
        return files
    }

    /// All files in a folder with the times of their last changes.
    func times(_ path: String) throws -> [String: Date] {
        let root = folder.appending(path: path)
        return try files(path).reduce(into: [:]) { times, entry in
            let attributes = try FileManager.default.attributesOfItem(atPath: root.appending(path: entry.key).path)
            times[entry.key] = attributes[.modificationDate] as? Date
        }
    }

    /// Changes the archive from outside.
    func changeArchive(_ sql: String) throws {
        let shell = Process()
        shell.executableURL = URL(filePath: "/usr/bin/env")
        shell.arguments = ["sqlite3", folder.appending(path: "Output/spikebook.sqlite").path, sql]
        try shell.run()
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 0)
    }

    /// The single number that a query returns; nil when there is no archive yet.
    func number(_ sql: String) throws -> Int? {
        try call("query", "--csv", sql).output.split(separator: "\n").last.flatMap { Int($0) }
    }
}

extension FileManager {
    /// Copies the contents of a folder into an existing one.
    fileprivate func copyItems(of source: URL, into target: URL) throws {
        for name in try contentsOfDirectory(atPath: source.path) {
            try copyItem(at: source.appending(path: name), to: target.appending(path: name))
        }
    }
}
