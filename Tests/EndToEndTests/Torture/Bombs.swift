import Foundation
import Testing

extension Torture {
    /// Very many repetitions of one element, which would reveal quadratic time or memory.
    @Suite struct Bombs {
        @Test(arguments: seeds(3))
        func areDefused(seed: UInt64) throws {
            try Trial.run(seed, on: Desk()) { trial in
                let bomb = trial.chance.element(Bomb.all)
                let count = trial.chance.element([100, 1_000, 10_000, 30_000])
                trial.note("\(count) × \(bomb.name)")
                try trial.desk.write("title: A case\n", to: "Chapters/book.yml")
                for (name, text) in bomb.files(count) { try trial.desk.write(text, to: "Chapters/\(name)") }
                try trial.read(trial.chance.element(["check", "status", "claims", "fix"]), within: 60)
                // A moderate number is built, which may take its time.
                if count <= 1_000, trial.chance.isOnce(in: 2) { _ = try trial.build("build", within: 5) }
            }
        }
    }
}
