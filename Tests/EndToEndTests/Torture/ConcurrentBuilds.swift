import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

extension Torture {
    /// Builds that share an archive with each other and with all other commands.
    @Suite struct ConcurrentBuilds {
        @Test(arguments: seeds(1))
        func shareTheirRuns(seed: UInt64) throws {
            try Trial.run(seed, on: Trial.deskOfRuns()) { trial in
                let builds = try (0..<trial.chance.number(2...4)).map { _ in
                    defer { trial.chance.pause(upTo: 0.2) }
                    return try trial.desk.start("build", "-j", "1")
                }
                for build in builds { try trial.end(of: build, "build", codes: [0]) }
                try trial.expectAllThere()
            }
        }

        /// The first build is killed, so that the archive has no checksum file.
        @Test(arguments: seeds(1))
        func areNotDisturbedByOtherCommands(seed: UInt64) throws {
            try Trial.run(seed, on: Trial.deskOfRuns()) { trial in
                try trial.desk.build("--output", "Third")
                try trial.stop(trial.desk.start("build", "-j", "1"), "build", by: SIGKILL, after: 0.4)
                let build = try trial.desk.start("build", "-j", "1")
                for _ in 0..<trial.chance.number(1...4) {
                    trial.chance.pause(upTo: 0.15)
                    let outcome = try trial.call(trial.chance.element(Self.commands), codes: [0, 1, 3])
                    trial.expect(!outcome.notes.contains("damaged ("), "\(outcome)")
                }
                let outcome = try trial.end(of: build, "build", codes: [0, 3])
                // A build reports runs that another build replaces again and again. The next build has them.
                trial.expect(outcome.code == 0 || outcome.notes.contains("removed or replaced runs"), "\(outcome)")
                if outcome.code != 0 { try trial.call("build", codes: [0]) }
                try trial.expectAllThere()
            }
        }

        private static let commands = [
            "cache gc", "cache export copy.sqlite", "cache import Third/spikebook.sqlite", "check", "claims",
            "cache verify", "cache stats", "status", "fix", "build --force many", "build", "query --tables",
            "query SELECT(1)", "explain many",
        ]

        /// One build exits, is interrupted or killed, and another continues while a third begins.
        @Test(arguments: seeds(1))
        func outliveEachOther(seed: UInt64) throws {
            try Trial.run(seed, on: Trial.deskOfRuns()) { trial in
                let first = try trial.desk.start("build", "-j", "1")
                trial.chance.pause(upTo: 0.2)
                let second = try trial.desk.start("build", "-j", "1")
                let signal = trial.chance.element([0, SIGINT, SIGTERM, SIGKILL])
                if signal == 0 { trial.chance.pause(upTo: 0.2) }
                let end = try trial.stop(first, "the first build", by: signal, after: 0.2)
                let third = try trial.desk.start("build")
                trial.expect(signal == SIGKILL || [0, 130].contains(end.code), "\(end)")
                for build in [second, third] { try trial.end(of: build, "another build", codes: [0]) }
                try trial.expectAllThere()
            }
        }

        /// Two books are built into one output at the same time.
        ///
        /// Each is complete after it is built alone again.
        @Test(arguments: seeds(1))
        func ofTwoBooksInOneOutput(seed: UInt64) throws {
            try Trial.run(seed, on: Trial.deskOfRuns()) { trial in
                let desk = trial.desk
                try desk.write(try desk.data("Chapters/book.yml"), to: "Other/book.yml")
                let other = trial.chance.element(["Other/01-many.md", "Other/01-other.md"])
                let text = try desk.text(Trial.chapter)
                let edit = trial.chance.element([
                    ("seeds: 6", "seeds: 4"), ("steps: 300", "steps: 200"), ("id: many", "id: few"),
                    ("id: all-there", "id: x"),
                ])
                try desk.write(
                    text.replacing(edit.0, with: edit.1).replacing(
                        "'many'",
                        with: edit.1 == "id: few" ? "'few'" : "'many'"
                    ),
                    to: other
                )
                let books = try ["Other", "Chapters", trial.chance.element(["Other", "Chapters"])].map { book in
                    defer { trial.chance.pause(upTo: 0.3) }
                    trial.note("build --book \(book)")
                    return try desk.start("build", "-j", "1", "--book", book)
                }
                for build in books { try trial.end(of: build, "one of two builds", codes: [0, 3]) }
                try trial.call("build --book Other", codes: [0])
                trial.expect(
                    desk.has("Output/site/01-many.html") == (other == "Other/01-many.md"),
                    "pages of another book"
                )
                try trial.call("build", codes: [0])
                try trial.expectAllThere()
                trial.expect(!desk.has("Output/site/01-other.html"), "a page of the other book")
            }
        }
    }
}
