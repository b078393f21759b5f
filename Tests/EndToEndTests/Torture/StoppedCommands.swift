import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

extension Torture {
    /// Commands that are killed, interrupted or lose their terminal at any moment.
    @Suite struct StoppedCommands {
        private static let commands = [
            "build", "build -j 1", "build --force many", "cache gc", "cache export copy.sqlite",
            "cache import Third/spikebook.sqlite", "cache verify",
        ]

        @Test(arguments: seeds(1))
        func loseNothingAndLeaveNothing(seed: UInt64) throws {
            try Trial.run(seed, on: Trial.deskOfRuns()) { trial in
                try trial.desk.build("--output", "Third")
                if trial.chance.isOnce(in: 2) { try trial.desk.build() }
                for _ in 0..<trial.chance.number(1...3) {
                    let line = trial.chance.element(Self.commands)
                    let signal = trial.chance.element([SIGKILL, SIGKILL, SIGKILL, SIGINT, SIGTERM])
                    let call = try trial.desk.start(line.split(separator: " ").map(String.init))
                    try trial.stop(call, line, by: signal, after: 0.4)
                }
                let outcome = try trial.call("build", codes: [0])
                trial.expect(!outcome.notes.contains("damaged"), "\(outcome)")
                try trial.expectAllThere()
                // An unfinished export is removed by the next export into the same folder.
                try trial.call("cache export copy.sqlite", codes: [0])
                try trial.expectNoDrafts()
            }
        }

        /// After a kill at any moment, the results of garbage collection, export and import are intact.
        @Test(arguments: seeds(1))
        func leaveAnExportThatIsWholeOrNone(seed: UInt64) throws {
            try Trial.run(seed, on: Trial.deskOfRuns()) { trial in
                try trial.desk.build()
                let call = try trial.desk.start("cache", "export", "copy.sqlite")
                try trial.stop(call, "cache export", by: SIGKILL, after: 0.2)
                if trial.desk.has("copy.sqlite") {
                    let killed = try trial.desk.start("cache", "import", "copy.sqlite", "--output", "Third")
                    try trial.stop(killed, "cache import", by: SIGKILL, after: 0.2)
                    let outcome = try trial.call("cache import copy.sqlite --output Third", codes: [0])
                    trial.expect(outcome.output.contains("0 damaged ones were left out"), "\(outcome)")
                    try trial.call("build --frozen --output Third", codes: [0])
                }
                try trial.expectAllThere()
            }
        }
    }
}
