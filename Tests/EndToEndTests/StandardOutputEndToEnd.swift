import Foundation
import Testing

/// Calls of the program whose output cannot be written.
@Suite struct StandardOutputEndToEnd {
    private static let rows = "query 'SELECT step, loss FROM trace'"

    @Test(arguments: ["claims", rows, "catalogue", "--help", "--version", "status", "check"])
    func ofAClosedDescriptorIsAFaultOfTheMachine(_ line: String) throws {
        let outcome = try Desk(built: "Bowls").call(script: "$program \(line) >&-")
        #expect(outcome.code == 7)
        #expect(outcome.notes == "error: the standard output cannot be written: bad file descriptor\n")
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")), arguments: ["claims", rows, "--help"])
    func ofAFullDeviceIsAFaultOfTheMachine(_ line: String) throws {
        let outcome = try Desk(built: "Bowls").call(script: "$program \(line) >/dev/full")
        #expect(outcome.code == 7)
        #expect(outcome.notes == "error: the standard output cannot be written: no space left on device\n")
    }

    @Test(arguments: ["", "trap '' PIPE; "])
    func thatNobodyReadsOnIsNoFault(_ trap: String) throws {
        let desk = try Desk(built: "Bowls")
        // The reader closes after a few bytes of an output larger than a pipe's buffer.
        let long = "query 'SELECT a.loss, b.loss FROM trace a, trace b LIMIT 20000'"
        let outcome = try desk.call(script: "\(trap)($program \(long); echo $? >code) | head -c 10")
        #expect(outcome.output.count == 10 && outcome.notes.isEmpty)
        #expect(try desk.text("code") == "0\n")
    }

    @Test func waitsForAPipeThatDoesNotBlock() throws {
        let desk = try Desk(built: "Bowls")
        let whole = try desk.call("query", "SELECT a.loss, b.loss FROM trace a, trace b LIMIT 20000").output
        let (reading, writing) = try Self.pipe()
        let process = Process()
        process.executableURL = Desk.program
        process.arguments = ["query", "SELECT a.loss, b.loss FROM trace a, trace b LIMIT 20000"]
        process.currentDirectoryURL = desk.folder
        process.standardOutput = writing
        try process.run()
        try writing.close()
        // By now the pipe is full.
        Thread.sleep(forTimeInterval: 0.5)
        let data = try reading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        #expect(data == Data(whole.utf8))
    }

    /// A pipe that accepts only as much as its buffer holds.
    private static func pipe() throws -> (reading: FileHandle, writing: FileHandle) {
        let pipe = Pipe()
        let writing = pipe.fileHandleForWriting
        let flags = fcntl(writing.fileDescriptor, F_GETFL)
        #expect(fcntl(writing.fileDescriptor, F_SETFL, flags | O_NONBLOCK) == 0)
        return (pipe.fileHandleForReading, writing)
    }

    @Test(arguments: ["2>&-", "<&- 2>&-", "2>&1 | head -c 0"])
    func aboutTheWorkNeverStopsABuild(_ redirection: String) throws {
        let desk = try Desk(runs: 6, ofSteps: 60)
        let outcome = try desk.call(script: "($program build; echo $? >code) \(redirection)")
        #expect(outcome.notes.isEmpty)
        #expect(try desk.text("code") == "0\n")
        #expect(try desk.call("check").code == 0)
        #expect(try desk.call("cache", "verify").output == "6 runs and 6 analyses checked, 0 damaged\n")
    }

    @Test func neverGoesIntoTheArchive() throws {
        let desk = try Desk(runs: 6, ofSteps: 60)
        // The first files that the program opens would get the numbers of the closed ones.
        #expect(try desk.call(script: "$program build <&- >&- 2>&-").code == 7)
        #expect(try desk.call("check").code == 0)
        #expect(try desk.call("cache", "verify").output == "6 runs and 6 analyses checked, 0 damaged\n")
        #expect(try desk.build("--frozen").notes.contains("0 runs made, 0 pages written"))
    }

    @Test func ofATraceIsWrittenIntoPipesAndNeverReplacesThem() throws {
        let desk = try Desk("Bowls")
        try desk.call("run", "bowl", "--trace", "trace.csv")
        // The shell keeps the pipe open. Its buffer has room for the whole trace.
        let opening = "mkfifo pipe; exec 3<>pipe; $program run bowl --trace pipe"
        let reading = opening + " && head -c $(wc -c <trace.csv) <&3 >copy"
        #expect(try desk.call(script: reading).code == 0)
        #expect(try desk.text("copy") == (try desk.text("trace.csv")))
        // Nobody reads any more, and the pipe must still be a pipe.
        let unread = try desk.call(script: "$program run bowl --trace pipe; code=$?; test -p pipe && exit $code")
        #expect(unread.code == 7)
        #expect(unread.notes.contains("error: the file or folder pipe cannot be used: no such device or address"))
        #expect(try desk.call(script: "ln -s trace.csv link; $program run bowl --trace link; test -L link").code == 0)
    }

    @Test func leavesUsageAndFaultsTheirCodes() throws {
        #expect(try Desk("Bowls").call(script: "$program bild 2>&-").code == 2)
        #expect(try Desk("TenFaults").call(script: "$program check 2>&-").code == 5)
    }

    @Test(arguments: [5, 7, 10, 20])
    func hasItsReasonWhereFilesCannotBeOpened(_ limit: Int) throws {
        let outcome = try Desk("Bowls").call(script: "ulimit -n \(limit); $program build")
        #expect(outcome.code == 7)
        #expect(
            outcome.notes
                == "error: the system lets this process open too few files, 32 are needed; try 'ulimit -n 256'\n"
        )
    }
}
