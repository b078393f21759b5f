import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What a user can do to a book, its archive and its site at the worst moment.
///
/// Each trial ends with the same questions: is everything there, sealed, and as a build from nothing makes it?
///
/// A few trials run with the other tests; `SPIKEBOOK_TORTURE=200` runs as many of each kind, and `SPIKEBOOK_PROGRAM` names
/// another build of the program, such as a release.
@Suite(.serialized) struct Torture {
    private static let environment = ProcessInfo.processInfo.environment
    private static let trials = environment["SPIKEBOOK_TORTURE"].flatMap(Int.init) ?? 2
    /// The seed of the first trial, so that a long series can be gone on with.
    private static let first = environment["SPIKEBOOK_TORTURE_SEED"].flatMap(UInt64.init) ?? 1
    static var seeds: [UInt64] { (0..<UInt64(trials)).map { first + $0 } }

    private static let chapter = "Chapters/01-many.md"

    // MARK: - Trials

    @Test(arguments: seeds)
    func failedExperimentsLeaveTheArchiveInOrder(seed: UInt64) throws {
        let desk = try Self.desk()
        let outcome = try desk.call(environment: ["SPIKEBOOK_FAIL": "many"], "build")
        #expect(outcome.code == 6, "seed \(seed): \(outcome)")
        try Self.expectSealed(desk, seed)
    }

    @Test(arguments: seeds)
    func buildsAtTheSameTime(seed: UInt64) throws {
        var chance = Chance(seed)
        let desk = try Self.desk()
        var builds: [Desk.Call] = []
        for _ in 0..<chance.number(2...4) {
            builds.append(try desk.start("build", "-j", "1"))
            chance.pause(upTo: 0.2)
        }
        for build in builds {
            let outcome = try build.outcome()
            #expect(outcome.code == 0, "seed \(seed): \(outcome)")
        }
        try Self.expectAllThere(desk, seed)
    }

    /// A build after a kill, so that nothing vouches for the archive, beside other commands.
    @Test(arguments: seeds)
    func aBuildBesideOtherCommands(seed: UInt64) throws {
        var chance = Chance(seed)
        let desk = try Self.desk()
        try desk.build("--output", "Third")
        try Self.kill(try desk.start("build", "-j", "1"), &chance)
        let build = try desk.start("build", "-j", "1")
        for _ in 0..<chance.number(1...4) {
            chance.pause(upTo: 0.15)
            let outcome = try desk.call(line: chance.element(Self.commands))
            #expect([0, 1, 3].contains(outcome.code), "seed \(seed): \(outcome)")
            #expect(!outcome.notes.contains("damaged ("), "seed \(seed): \(outcome)")
        }
        let outcome = try build.outcome()
        #expect(outcome.code == 0, "seed \(seed): \(outcome)")
        try Self.expectAllThere(desk, seed)
    }

    private static let commands = [
        "cache gc", "cache export copy.sqlite", "cache import Third/spikebook.sqlite", "check", "claims",
        "cache verify", "cache stats", "status", "build --force many", "build",
    ]

    /// One build ends, by itself, by Ctrl-C or by a kill, and another outlives it while a third begins.
    @Test(arguments: seeds)
    func aBuildThatOutlivesAnother(seed: UInt64) throws {
        var chance = Chance(seed)
        let desk = try Self.desk()
        let first = try desk.start("build", "-j", "1")
        chance.pause(upTo: 0.2)
        let second = try desk.start("build", "-j", "1")
        chance.pause(upTo: 0.2)
        let signal = chance.element([0, SIGINT, SIGTERM, SIGKILL])
        if signal != 0 { first.send(signal) }
        let third = try desk.start("build")
        let ends = try [first, second, third].map { try $0.outcome() }
        #expect([0, 130, signal].contains(ends[0].code), "seed \(seed): \(ends[0])")
        for end in ends.dropFirst() { #expect(end.code == 0, "seed \(seed): \(end)") }
        try Self.expectAllThere(desk, seed)
    }

    @Test(arguments: seeds)
    func anEditDuringABuild(seed: UInt64) throws {
        var chance = Chance(seed)
        let desk = try Self.desk()
        let before = try desk.text(Self.chapter)
        let first = try desk.start("build", "-j", "1")
        chance.pause(upTo: 0.5)
        let (old, new) = chance.element([
            ("seeds: 6", "seeds: 3"), ("experiment = 'many'", "experiment = 'many' AND seed < 3"),
            ("{adam: {lr: 0.01}}", "{sgd: {lr: 100}}"),
            ("lr: 0.01", "lr: 0.02"), ("outcome = 'completed'", "outcome = 'diverged'"),
        ])
        try desk.edit(Self.chapter, old, new)
        _ = try desk.call("build")
        _ = try first.outcome()
        try Self.expectAsFromNothing(desk, seed)
        try desk.write(before, to: Self.chapter)
        try Self.expectAsFromNothing(desk, seed)
        try Self.expectAllThere(desk, seed)
    }

    @Test(arguments: seeds)
    func aCollectionOfTheOldDuringABuildOfTheNew(seed: UInt64) throws {
        var chance = Chance(seed)
        let desk = try Self.desk()
        try desk.write(try desk.data(Self.chapter), to: "Old/01-many.md")
        try desk.write(try desk.data("Chapters/book.yml"), to: "Old/book.yml")
        try desk.build()
        try desk.edit(Self.chapter, "steps: 300", "steps: 301")
        let build = try desk.start("build", "-j", "1")
        chance.pause(upTo: 0.6)
        let collection = try desk.call("cache", "gc", "--book", "Old")
        #expect(collection.code == 0, "seed \(seed): \(collection)")
        // What a build has made and no longer needs, a collection for another book may take; what it still needs it would make
        // again, and tell.
        let isTaken = !collection.output.hasPrefix("0 runs removed")
        let outcome = try build.outcome()
        #expect(outcome.code == 0, "seed \(seed): \(outcome)")
        #expect(outcome.notes.contains(/\b6 runs made/), "seed \(seed): \(outcome)")
        if isTaken { try desk.build() }
        try Self.expectAllThere(desk, seed)
    }

    @Test(arguments: seeds)
    func aKillAtAnyMoment(seed: UInt64) throws {
        var chance = Chance(seed)
        let desk = try Self.desk()
        try desk.build("--output", "Third")
        if chance.number(0...1) == 1 { try desk.build() }
        for _ in 0..<2 {
            let line = chance.element(Self.commands.filter { !$0.hasPrefix("c") || $0.hasPrefix("cache") })
            try Self.kill(try desk.start(line.split(separator: " ").map(String.init)), &chance)
        }
        let outcome = try desk.build()
        #expect(!outcome.notes.contains("damaged"), "seed \(seed): \(outcome)")
        try Self.expectAllThere(desk, seed)
        try Self.expectNoDrafts(desk, seed)
    }

    @Test(arguments: seeds)
    func aFlippedBitInTheManifest(seed: UInt64) throws {
        var chance = Chance(seed)
        let desk = try Desk(built: "Undecided")
        let (site, table) = try (desk.files("Output/site"), desk.text("Output/claims.tsv"))
        var manifest = try desk.data("Output/site/.manifest.json")
        manifest[chance.number(0...(manifest.count - 1))] ^= 1 << UInt8(chance.number(0...7))
        try desk.write(manifest, to: "Output/site/.manifest.json")
        _ = try desk.call("build")
        #expect(try desk.files("Output/site") == site, "seed \(seed)")
        #expect(try desk.text("Output/claims.tsv") == table, "seed \(seed)")
    }

    // MARK: - Questions

    /// A book with 6 short runs.
    private static func desk() throws -> Desk {
        let desk = try Desk("Many")
        try desk.edit(chapter, "steps: 3000", "steps: 300")
        try desk.edit(chapter, "seeds: 24", "seeds: 6")
        return desk
    }

    private static func kill(_ call: Desk.Call, _ chance: inout Chance) throws {
        chance.pause(upTo: 0.4)
        call.send(SIGKILL)
        _ = try call.outcome()
    }

    /// Another build finds nothing to do, the verdict is right, and every run is what was stored.
    private static func expectAllThere(_ desk: Desk, _ seed: UInt64) throws {
        let last = try desk.call("build")
        #expect(last.code == 0 && last.notes.contains("0 runs made"), "seed \(seed): \(last)")
        #expect(!last.notes.contains("archive:"), "seed \(seed): \(last)")
        let claims = try desk.call("claims")
        #expect(claims.output.hasPrefix("all-there  ✓ reproduced, 6 of 6"), "seed \(seed): \(claims)")
        #expect(try desk.call("check").code == 0, "seed \(seed)")
        #expect(try desk.call("cache", "verify").code == 0, "seed \(seed)")
        try expectSealed(desk, seed)
    }

    private static func expectSealed(_ desk: Desk, _ seed: UInt64) throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: desk.folder.appending(path: "Output").path)
        #expect(files.contains("spikebook.sqlite.seal"), "seed \(seed): \(files)")
        #expect(!files.contains { $0.contains("damaged") }, "seed \(seed): \(files)")
        let log = try? desk.data("Output/spikebook.sqlite-wal")
        #expect(log?.isEmpty ?? true, "seed \(seed): the log holds \(log?.count ?? 0) bytes")
        // A copy of the file alone is trusted, and holds everything.
        try desk.write(try desk.data("Output/spikebook.sqlite"), to: "Carried/spikebook.sqlite")
        try desk.write(try desk.data("Output/spikebook.sqlite.seal"), to: "Carried/spikebook.sqlite.seal")
        let (carried, own) = try (desk.call("cache", "stats", "--output", "Carried"), desk.call("cache", "stats"))
        #expect(carried.output == own.output && carried.code == 0, "seed \(seed): \(carried)")
    }

    private static func expectNoDrafts(_ desk: Desk, _ seed: UInt64) throws {
        let names = try desk.files("Output").keys.filter { $0.contains(".draft") || $0.contains("nosync") }
        #expect(names.isEmpty, "seed \(seed): \(names)")
    }

    /// The verdicts and pages are those of a build into a folder with nothing in it.
    private static func expectAsFromNothing(_ desk: Desk, _ seed: UInt64) throws {
        _ = try desk.call("build")
        _ = try? desk.remove("Fresh")
        _ = try desk.call("build", "--output", "Fresh")
        #expect(try desk.text("Output/claims.tsv") == desk.text("Fresh/claims.tsv"), "seed \(seed)")
        let (here, fresh) = try (desk.call("claims"), desk.call("claims", "--output", "Fresh"))
        #expect(here.output == fresh.output && here.code == fresh.code, "seed \(seed): \(here) \(fresh)")
        let (site, other) = try (desk.files("Output/site"), desk.files("Fresh/site"))
        #expect(site.keys.sorted() == other.keys.sorted(), "seed \(seed)")
    }
}

/// Chance that a seed decides.
private struct Chance: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    mutating func element<Element>(_ elements: [Element]) -> Element { elements[number(0...(elements.count - 1))] }

    mutating func pause(upTo seconds: Double) { usleep(UInt32(Double.random(in: 0...seconds, using: &self) * 1e6)) }
}
