import Foundation
import Testing

extension Torture {
    /// Lack of disk space in two forms: a limit on file size, and a full disk in memory.
    @Suite struct FullDisks {
        /// A limit on the size of files, as set by a quota or an old file system.
        @Test(arguments: seeds(1))
        func forLongFilesLoseNothing(seed: UInt64) throws {
            try Trial.run(seed, on: Trial.deskOfRuns()) { trial in
                if trial.chance.isOnce(in: 3) { try trial.desk.build() }
                let blocks = trial.chance.number(0...800)
                let trap = trial.chance.element(["", "trap '' XFSZ; "])
                try Self.expectReason(trial, "\(trap)ulimit -f \(blocks); $program build --force many")
                try trial.call("build", codes: [0])
                try trial.call("cache gc --damaged", codes: [0])
                try trial.expectAllThere()
                try trial.expectNoDrafts()
            }
        }

        /// A mounted disk that only this trial uses, and that gets more space at the end.
        @Test(
            .enabled(if: canMount, "no disk can be mounted here: 'unshare --map-root-user --mount' is refused"),
            arguments: seeds(1)
        )
        func loseNothing(seed: UInt64) throws {
            try Trial.run(seed, on: Trial.deskOfRuns()) { trial in
                let size = trial.chance.number(4...900)
                let before =
                    trial.chance.isOnce(in: 3)
                    ? "$program build --output Third >&2; cp Third/spikebook.sqlite* Output || rm Output/*;" : ""
                try Self.expectReason(
                    trial,
                    inNamespace: """
                        mkdir -p Output; mount -t tmpfs -o size=\(size)k none Output; \(before)
                        TMPDIR=$PWD/Output $program build --force many; code=$?
                        mount -o remount,size=50m Output
                        $program build 2>>second || cat second; $program check >&2 || echo no
                        $program cache verify >&2 || echo no
                        find Output -name '*draft*' -o -name '*nosync*' -o -name '*damaged*'
                        exit $code
                        """
                )
            }
        }

        private static let canMount = (try? Desk().call(script: namespaced("mount -t tmpfs none /mnt")).code) == 0

        private static func namespaced(_ script: String) -> String {
            "unshare --map-root-user --mount sh -c '\(script.replacing("'", with: "'\\''"))'"
        }

        private static func expectReason(_ trial: Trial, inNamespace script: String) throws {
            let outcome = try expectReason(trial, namespaced(script))
            trial.expect(
                outcome.output.replacing("Output/site/index.html\n", with: "").isEmpty,
                "after the disk was given room: \(outcome)"
            )
        }

        /// Expects exit code 0, or 7 with a reason.
        @discardableResult
        private static func expectReason(_ trial: Trial, _ script: String) throws -> Desk.Outcome {
            trial.note(script)
            let outcome = try trial.desk.call(script: script)
            trial.expect(outcome.code == 0 || outcome.code == 7 && outcome.notes.contains("error: "), "\(outcome)")
            return outcome
        }
    }
}
