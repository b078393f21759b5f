import Foundation
import Testing

extension Torture {
    /// Books that are edited during a build.
    @Suite struct BooksEditedWhileBuilt {
        private static let edits = [
            ("seeds: 6", "seeds: 3"), ("experiment = 'many'", "experiment = 'many' AND seed < 3"),
            ("{adam: {lr: 0.01}}", "{sgd: {lr: 100}}"), ("lr: 0.01", "lr: 0.02"),
            ("outcome = 'completed'", "outcome = 'diverged'"), ("id: all-there", "id: all-here"),
            ("Enough of them", "So many"), ("# Many runs", "# Many"),
        ]

        @Test(arguments: seeds(1))
        func giveTheResultsOfTheirLastVersion(seed: UInt64) throws {
            try Trial.run(seed, on: Trial.deskOfRuns()) { trial in
                let before = try trial.desk.text(Trial.chapter)
                let first = try trial.desk.start("build", "-j", "1")
                trial.chance.pause(upTo: 0.5)
                let (old, new) = trial.chance.element(Self.edits)
                trial.note("edit: \(old) → \(new)")
                try trial.desk.edit(Trial.chapter, old, new)
                try trial.call("build", codes: [0, 1, 3])
                try trial.end(of: first, "build", codes: [0, 1, 3])
                try trial.expectAsFromNothing()
                try trial.desk.write(before, to: Trial.chapter)
                try trial.expectAsFromNothing()
                try trial.expectAllThere()
            }
        }

        @Test(arguments: seeds(1))
        func loseNoRunToACollectionForTheirOldVersion(seed: UInt64) throws {
            try Trial.run(seed, on: Trial.deskOfRuns()) { trial in
                let desk = trial.desk
                try desk.write(try desk.data(Trial.chapter), to: "Old/01-many.md")
                try desk.write(try desk.data("Chapters/book.yml"), to: "Old/book.yml")
                try desk.build()
                try desk.edit(Trial.chapter, "steps: 300", "steps: 301")
                let build = try desk.start("build", "-j", "1")
                trial.chance.pause(upTo: 0.6)
                let collection = try trial.call("cache gc --book Old", codes: [0])
                // Garbage collection for another book may remove runs that the build has made and no longer needs.
                // Runs it still needs would be made again, and that is reported.
                let isTaken = !collection.output.hasPrefix("0 runs removed")
                let outcome = try trial.end(of: build, "build", codes: [0])
                trial.expect(outcome.notes.contains(/\b6 runs made/), "\(outcome)")
                if isTaken { try trial.call("build", codes: [0]) }
                try trial.expectAllThere()
            }
        }
    }
}
