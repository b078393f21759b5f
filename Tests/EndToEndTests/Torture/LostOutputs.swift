import Foundation
import Testing

extension Torture {
    /// Standard output and error that are closed, full or abandoned by their reader, and terminals that close.
    @Suite struct LostOutputs {
        private static let commands = [
            "build", "build --force bowl", "check", "status", "claims", "fix", "explain rates", "catalogue optimizer",
            "--help",
            "query 'SELECT step, loss FROM trace'", "cache stats", "cache verify", "cache gc", "run bowl", "nothing",
        ]
        private static let redirections = [
            ">&-", "2>&-", ">&- 2>&-", "<&- >&-", "<&- >&- 2>&-", ">/dev/full", "2>/dev/full", ">/dev/full 2>&1",
            "| head -c %", "2>&1 | head -c %", "2>&1 >/dev/null | head -c %", "| cat >/dev/full", "| true",
        ]

        @Test(arguments: seeds(2))
        func areToldOrDoNotMatter(seed: UInt64) throws {
            try Trial.run(seed, on: Desk(built: "Bowls")) { trial in
                let line = trial.chance.element(Self.commands)
                let redirection = trial.chance.element(Self.redirections)
                    .replacing("%", with: "\(trial.chance.element([0, 1, 10, 1_000, 70_000]))")
                let trap = trial.chance.element(["", "trap '' PIPE; "])
                trial.note("\(trap)\(line) \(redirection)")
                let open = trial.chance.isOnce(in: 2) ? "printf '' >code; exec 3>code;" : "exec 3>code;"
                _ = try trial.desk.call(script: "\(open) \(trap)($program \(line) 3>&-; echo $? >&3) \(redirection)")
                // The shell adds 128 to a signal's number.
                let code = try Int(trial.desk.text("code").trimmingCharacters(in: .whitespacesAndNewlines)) ?? -1
                trial.expect([0, 2, 3, 7].contains(code), "code \(code)")
                try Self.expectInOrder(trial)
            }
        }

        /// The terminal closes during a build that was told to ignore this.
        @Test(.enabled(if: hasTerminals, "there is no 'script' to make a terminal"), arguments: seeds(1))
        func ofAClosedTerminalStopNoBuild(seed: UInt64) throws {
            try Trial.run(seed, on: Desk("Bowls")) { trial in
                let pause = Double(trial.chance.number(0...60)) / 100
                let build = "trap \"\" HUP; $program build -j 1; echo $? >code; : >done"
                let outcome = try trial.desk.call(
                    script:
                        "script -qec '\(build)' /dev/null >&2 & sleep \(pause); kill -9 $!; wait; while [ ! -e done ]; do sleep 0.02; done"
                )
                // Without a terminal the page's path cannot be written.
                let code = try trial.desk.text("code")
                trial.expect(["0\n", "7\n"].contains(code), "code \(code) \(outcome)")
                try Self.expectInOrder(trial)
            }
        }

        private static let hasTerminals = FileManager.default.isExecutableFile(atPath: "/usr/bin/script")

        private static func expectInOrder(_ trial: Trial) throws {
            let again = try trial.call("build", codes: [0])
            trial.expect(again.notes.hasPrefix("0 runs made, 0 pages written"), "\(again)")
            try trial.call("check", codes: [0])
            try trial.expectSealed()
        }
    }
}
