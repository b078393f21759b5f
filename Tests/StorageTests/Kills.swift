import Experiments
import Foundation
import Storage
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Builds that are killed.
///
/// The test program starts itself as the process to be killed.
@Suite struct Kills {
    private static let variable = "SPIKEBOOK_VICTIM"
    private static var victimPath: String? { ProcessInfo.processInfo.environment[variable] }

    @Test(.enabled(if: Kills.victimPath == nil && CommandLine.arguments.first?.hasSuffix(".xctest") == true))
    func loseAtMostTheRunInFlight() throws {
        let scratch = try Scratch()
        for round in 0..<3 {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: CommandLine.arguments[0])
            process.arguments = ["--testing-library", "swift-testing", "--filter", "storesUntilItIsKilled"]
            process.environment = ProcessInfo.processInfo.environment.merging([Self.variable: scratch.path]) { $1 }
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            let deadline = Date() + 20
            while Date() < deadline, process.isRunning, (try? stored(scratch)) ?? 0 < 6 * (round + 1) { usleep(20_000) }
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            try check(scratch, atLeast: 6 * (round + 1))
        }
    }

    /// The number of runs that the killed process finished, by its own count.
    private func stored(_ scratch: Scratch) throws -> Int {
        try String(contentsOfFile: scratch.file("count"), encoding: .utf8).count
    }

    private func check(_ scratch: Scratch, atLeast least: Int) throws {
        let finished = try stored(scratch)
        #expect(finished >= least)
        let events = Events()
        let archive = try scratch.open(events)
        #expect(events.all.isEmpty)
        let stats = try archive.stats()
        #expect(stats.runs == finished || stats.runs == finished + 1, "\(stats) \(finished)")
        #expect(try archive.verify().isSound)
        // The killed process's lease is free at once, since the process no longer exists.
        let holder = LeaseHolder()
        #expect(try archive.acquire(RunKey(text: "in flight"), for: holder) == .granted)
        try archive.releaseAll(of: holder)
        try archive.close()
        try Data(repeating: 46, count: stats.runs).write(to: URL(fileURLWithPath: scratch.file("count")))
    }

    @Test(.enabled(if: Kills.victimPath != nil))
    func storesUntilItIsKilled() throws {
        guard let path = Self.victimPath else { return }
        let counter = URL(fileURLWithPath: path).deletingLastPathComponent().appending(path: "count")
        let archive = try Archive.open(at: path)
        _ = try archive.acquire(RunKey(text: "in flight"), for: LeaseHolder())
        var finished = try archive.stats().runs
        while true {
            let record = try RunRecord.synthetic(finished, steps: 500)
            try archive.store(record)
            finished += 1
            try Data(repeating: 46, count: finished).write(to: counter, options: .atomic)
        }
    }
}
