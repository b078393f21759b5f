import Foundation
import Testing

extension Torture {
    /// Experiments that fail, beside others that succeed.
    @Suite struct FailedExperiments {
        private static let experiment = """
            ```{experiment}
            id: broken
            model: {quadratic: {eigenvalues: [1], start: 1}}
            optimizer: {adam: {lr: 0.01}}
            steps: 10
            ```


            """

        @Test(arguments: seeds(1))
        func leaveTheArchiveInOrder(seed: UInt64) throws {
            try Trial.run(seed, on: Trial.deskOfRuns()) { trial in
                let before = try trial.desk.data(Trial.chapter)
                try trial.desk.edit(Trial.chapter, "```{claim}", Self.experiment + "```{claim}")
                let build = try trial.desk.start(environment: ["SPIKEBOOK_FAIL": "broken"], "build")
                try trial.end(of: build, "build with SPIKEBOOK_FAIL=broken", codes: [6])
                try trial.expectSealed()
                try trial.desk.write(before, to: Trial.chapter)
                try trial.call("build", codes: [0])
                try trial.expectAllThere()
            }
        }
    }
}
