import Experiments
import Foundation
@testable import Storage
import Testing

@Suite struct Leases {
    let scratch: Scratch
    let key = RunKey(text: "k")

    init() throws {
        scratch = try Scratch()
    }

    @Test func areHeldByOne() throws {
        let archive = try scratch.open()
        let (mine, other) = (LeaseHolder(), LeaseHolder())
        let now = Date(timeIntervalSince1970: 1_000)
        #expect(try archive.acquire(key, for: mine, seconds: 60, now: now) == .granted)
        #expect(try archive.acquire(key, for: mine, seconds: 60, now: now) == .granted)
        let until = Date(timeIntervalSince1970: 1_060)
        #expect(try archive.acquire(key, for: other, seconds: 60, now: now) == .busy(mine, until: until))
        try archive.release(key, by: other)
        #expect(try archive.acquire(key, for: other, now: now) == .busy(mine, until: until))
        try archive.release(key, by: mine)
        #expect(try archive.acquire(key, for: other, now: now) == .granted)
        try archive.releaseAll(of: other)
        #expect(try archive.acquire(key, for: mine, now: now) == .granted)
    }

    @Test func runOutUnlessRenewed() throws {
        let archive = try scratch.open()
        let (mine, other) = (LeaseHolder(), LeaseHolder())
        let start = Date(timeIntervalSince1970: 1_000)
        #expect(try archive.acquire(key, for: mine, seconds: 60, now: start) == .granted)
        #expect(try archive.renew(mine, seconds: 60, now: start + 50) == 1)
        #expect(try archive.acquire(key, for: other, now: start + 100) != .granted)
        #expect(try archive.acquire(key, for: other, now: start + 111) == .granted)
    }

    @Test func ofADeadProcessAreFree() throws {
        let archive = try scratch.open()
        let mine = LeaseHolder()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "true"]
        try process.run()
        process.waitUntilExit()
        let dead = LeaseHolder(host: mine.host, process: process.processIdentifier, token: "x")
        #expect(try archive.acquire(key, for: dead) == .granted)
        #expect(try archive.acquire(key, for: mine) == .granted)
        let remote = LeaseHolder(host: "elsewhere", process: process.processIdentifier, token: "x")
        try archive.release(key, by: mine)
        #expect(try archive.acquire(key, for: remote) == .granted)
        #expect(try archive.acquire(key, for: mine) != .granted)
    }

    @Test func endWhenTheRunIsStored() throws {
        let archive = try scratch.open()
        let record = try RunRecord.sample()
        #expect(try archive.acquire(record.key, for: LeaseHolder()) == .granted)
        try archive.store(record)
        #expect(try archive.acquire(record.key, for: LeaseHolder()) == .stored)
        let leases = try archive.query("SELECT count(*) FROM lease")
        #expect(leases.rows == [[.integer(0)]])
    }

    /// Four builds, each with its own connection to one archive file.
    @Test func runEachExperimentOnce() async throws {
        let records = try (1...12).map { try RunRecord.sample($0, steps: 20) }
        let computed = Counter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for build in 0..<4 {
                group.addTask { [scratch] in
                    let archive = try scratch.open()
                    let holder = LeaseHolder()
                    var waiting = build % 2 == 0 ? records : records.reversed()
                    while let record = waiting.first {
                        waiting.removeFirst()
                        switch try archive.acquire(record.key, for: holder) {
                        case .granted:
                            computed.add(record.key)
                            try archive.store(record)
                        case .stored: #expect(try archive.record(for: record.key) == record)
                        case .busy: waiting.append(record)
                        }
                    }
                    try archive.close()
                }
            }
            try await group.waitForAll()
        }
        #expect(computed.all.count == 12 && Set(computed.all).count == 12)
        let events = Events()
        #expect(try scratch.open(events).verify().isSound)
        #expect(events.all.isEmpty)
    }
}

/// Keys in the order in which threads added them.
private final class Counter: Sendable {
    private let lock = NSLock()
    private nonisolated(unsafe) var keys: [RunKey] = []

    func add(_ key: RunKey) { lock.withLock { keys.append(key) } }

    var all: [RunKey] { lock.withLock { keys } }
}
