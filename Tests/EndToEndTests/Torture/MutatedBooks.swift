import Foundation
import Testing

extension Torture {
    /// Small books with random changes, which are read, reported on and built in order.
    @Suite struct MutatedBooks {
        /// For any text in a book, the commands that read it report its faults, or that there are none.
        @Test(arguments: seeds(8))
        func areReadToTheEnd(seed: UInt64) throws {
            try Trial.run(seed, on: Desk()) { trial in
                try Self.write(1...8, trial)
                let before = try trial.desk.files("")
                let check = try trial.read("check")
                for line in ["status", "claims", "fix", "cache stats"]
                where check.code != 5 || trial.chance.isOnce(in: 4) {
                    let outcome = try trial.read(line)
                    // Every command reports the same faults of the book.
                    if line != "cache stats" {
                        trial.expect((outcome.code == 5) == (check.code == 5), "\(check) \(outcome)")
                    }
                }
                trial.expect(try trial.desk.files("") == before, "a command that only reads has written")
            }
        }

        /// A book without faults is built; a second build has nothing to do, and a check agrees with both.
        @Test(arguments: seeds(2))
        func areBuiltOnce(seed: UInt64) throws {
            try Trial.run(seed, on: Desk()) { trial in
                // Most changes cause a fault, and such books are not built.
                var check: Desk.Outcome
                repeat {
                    if trial.desk.has("Chapters") { try trial.desk.remove("Chapters") }
                    try Self.write(1...3, trial)
                    check = try trial.read("check")
                } while check.code == 5 && !trial.chance.isOnce(in: 5)
                let chapters = try trial.desk.files("Chapters")
                let build = try trial.build("build", within: 10)
                // Faults in queries can only be found with an archive.
                trial.expect(check.code != 5 || build.notes.hasSuffix("nothing was run\n"), "\(check) \(build)")
                trial.expect(check.code != 0 || build.code == 0, "\(check) \(build)")
                guard [0, 1, 3].contains(build.code), !build.notes.contains("interrupted") else { return }
                let output = try Self.written(trial)
                let again = try trial.build("build", within: 60)
                trial.expect(again.code == build.code, "\(build) \(again)")
                trial.expect(again.notes.contains("0 runs made, 0 pages written"), "\(again)")
                trial.expect(try Self.written(trial) == output, "a second build writes something else")
                trial.expect(try trial.read("check").code == build.code, "a check says something else: \(build)")
                trial.expect(try trial.desk.files("Chapters") == chapters, "a build has changed the book")
            }
        }

        private static func write(_ changes: ClosedRange<Int>, _ trial: Trial) throws {
            let book = MutatedBook(changes: changes, withFaulty: changes.upperBound > 3, by: &trial.chance)
            for line in book.history { trial.note(line) }
            try book.write(on: trial.desk)
        }

        private static func written(_ trial: Trial) throws -> [String: Data] {
            try trial.desk.files("Output").filter { !$0.key.hasPrefix("spikebook.sqlite") }
        }
    }
}
