import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

extension Torture {
    /// Damage to the archive, to the files beside it, and to the site.
    @Suite struct DamagedFiles {
        /// After any damage to the archive, a build makes the lost runs again and reaches the same verdicts.
        @Test(arguments: seeds(1))
        func ofTheArchiveChangeNoResult(seed: UInt64) throws {
            try Trial.run(seed, on: Desk(built: "Bowls")) { trial in
                let (site, table) = try (trial.desk.files("Output/site"), trial.desk.text("Output/claims.tsv"))
                try Self.damage(Damage.ofAnArchive, "Output/spikebook.sqlite", trial)
                let line = trial.chance.element([
                    "check", "claims", "status", "cache stats", "cache verify", "cache gc", "fix",
                ])
                let first = try trial.call(line, codes: [0, 3, 7])
                try Self.expectHealed(site, table, trial, isTold: first.notes.contains("archive"))
            }
        }

        /// A wrong checksum file, an old write-ahead log, or a lost one.
        @Test(arguments: seeds(1))
        func besideTheArchiveChangeNoResult(seed: UInt64) throws {
            try Trial.run(seed, on: Trial.deskOfRuns()) { trial in
                let log = "Output/spikebook.sqlite-wal"
                try trial.stop(trial.desk.start("build", "-j", "1"), "build", by: SIGKILL, after: 0.5)
                let old = trial.desk.has(log) ? try trial.desk.data(log) : nil
                switch trial.chance.number(1...3) {
                case 1 where old != nil:
                    try Self.damage(Damage.ofAnyFile, log, trial)
                case 2 where old != nil:
                    trial.note("the log is removed")
                    try trial.desk.remove(log)
                default:
                    try trial.call("build", codes: [0])
                    try Self.damage(Damage.ofAnyFile, "Output/spikebook.sqlite.seal", trial)
                    if let old, trial.chance.isOnce(in: 2) {
                        trial.note("the log of an earlier time stands beside the archive")
                        try trial.desk.write(old, to: log)
                    }
                }
                try trial.call("build", codes: [0])
                try Self.removeWhatWasPutAside(trial)
                try trial.expectAllThere()
            }
        }

        /// A build rewrites files that were changed.
        @Test(arguments: seeds(2))
        func ofTheSiteAreWrittenAgain(seed: UInt64) throws {
            try Trial.run(seed, on: Desk(built: "Bowls")) { trial in
                let (site, table) = try (trial.desk.files("Output/site"), trial.desk.text("Output/claims.tsv"))
                // Without the manifest, a changed file cannot be recognised as ours and counts as the user's.
                let files =
                    ["claims.tsv", "report.json"]
                    + site.keys.filter { $0 != ".manifest.json" }.sorted().map { "site/\($0)" }
                let lists = [["site/.manifest.json"], (0..<3).map { _ in trial.chance.element(files) }]
                for file in trial.chance.element(lists).map({ "Output/\($0)" }) where trial.desk.has(file) {
                    if trial.chance.isOnce(in: 5) {
                        trial.note("\(file) is removed")
                        try trial.desk.remove(file)
                    } else {
                        try Self.damage(Damage.ofAnyFile, file, trial)
                    }
                }
                let outcome = try Self.expectHealed(site, table, trial)
                trial.expect(outcome.notes.contains("0 runs made"), "\(outcome)")
            }
        }

        private static func damage(_ kinds: [Damage], _ file: String, _ trial: Trial) throws {
            let damage = trial.chance.element(kinds)
            trial.note("\(file): \(damage.name)")
            var data = try trial.desk.data(file)
            damage.change(&data, &trial.chance)
            try trial.desk.write(data, to: file)
        }

        /// Expects that a build restores the former state and a second one has nothing to do.
        @discardableResult
        private static func expectHealed(
            _ site: [String: Data],
            _ table: String,
            _ trial: Trial,
            isTold: Bool = false
        ) throws -> Desk.Outcome {
            let outcome = try trial.call("build", codes: [0])
            let healed = try trial.desk.files("Output/site")
            trial.expect(healed.keys.sorted() == site.keys.sorted(), "other files: \(healed.keys.sorted())")
            // Runs that are made again have other durations on the pages.
            if outcome.notes.hasPrefix("0 runs made") {
                let differing = site.keys.filter { healed[$0] != site[$0] }
                trial.expect(differing.isEmpty, "other bytes: \(differing)")
            } else if !outcome.notes.contains("\n0 runs made") {
                trial.expect(isTold || outcome.notes.contains("archive:"), "in silence: \(outcome)")
            }
            trial.expect(try trial.desk.text("Output/claims.tsv") == table, "other verdicts")
            try removeWhatWasPutAside(trial)
            let again = try trial.call("build", codes: [0])
            trial.expect(again.notes.hasPrefix("0 runs made, 0 pages written"), "\(again)")
            try trial.call("check", codes: [0])
            try trial.call("cache verify", codes: [0])
            try trial.expectSealed()
            return outcome
        }

        /// Removes the damaged files that a rescue has renamed, which otherwise stay.
        private static func removeWhatWasPutAside(_ trial: Trial) throws {
            try trial.call("cache gc --damaged", codes: [0])
        }
    }
}
