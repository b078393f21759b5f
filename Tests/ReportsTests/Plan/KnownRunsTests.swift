import Experiments
import Foundation
import Storage
import Testing
import TestSupport

@testable import Reports

/// Runs resolved by an earlier plan: reused when nothing changed, resolved again otherwise.
@Suite struct KnownRunsTests {
    private static let text = """
        # One

        ```{experiment}
        id: bowl
        model: {quadratic: {eigenvalues: [1], start: 1}}
        optimizer: {adam: {lr: 0.1}}
        steps: STEPS
        seeds: 2
        sweep: {optimizer.adam.lr: [0.1, 0.2]}
        ```

        ```{experiment}
        id: after
        needs: [bowl]
        model: {quadratic: {eigenvalues: [1], start: 1}}
        optimizer: {sgd: {lr: 0.1}}
        steps: 20
        ```

        ```{experiment}
        id: read
        model: mlp
        data: {csv: {file: data.csv}}
        optimizer: {sgd: {lr: 0.1}}
        steps: 20
        ```
        """

    private let folder = TestFolder.new("known")

    private func plan(steps: Int, data: String = "a,y\n1,2\n3,4\n", in memo: Memo) throws -> (known: Plan, new: Plan) {
        let shelf = try Shelf([Self.text.replacing("STEPS", with: "\(steps)")])
        try Data(data.utf8).write(to: shelf.folder.appending(path: "data.csv"))
        let book = try Book(folder: shelf.folder, shownAs: "Book")
        let known = Plan(book, knownFrom: memo)
        try known.keepRuns(in: memo)
        return (known, Plan(book))
    }

    private func memo() throws -> Memo {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return Memo(inFolder: folder.path)
    }

    private func describe(_ plan: Plan) -> [String] {
        plan.experiments.flatMap { experiment in
            experiment.runs.map { run in
                "\(experiment.id) \(run.variant) \(run.seed) \(run.key.text) \(run.analysis.text) \(run.needs) \(run.files) "
                    + "\(run.hasLoss) \(run.specification.canonical.canonicalJSON)"
            }
        }
    }

    @Test func areThoseOfAPlanFromNothing() throws {
        let memo = try memo()
        defer { try? FileManager.default.removeItem(at: folder) }
        let first = try plan(steps: 10, in: memo)
        #expect(first.new.faults.isEmpty)
        #expect(describe(first.new).count == 6)
        #expect(describe(first.known) == describe(first.new))
        // Experiments that read no file are reused now. Those that depend on a change or read a changed file are
        // resolved again.
        let again = try plan(steps: 10, in: memo)
        #expect(describe(again.known) == describe(first.new))
        let changed = try plan(steps: 11, in: memo)
        #expect(describe(changed.known) == describe(changed.new))
        let read = try plan(steps: 11, data: "a,y\n1,2\n3,5\n", in: memo)
        #expect(describe(read.known) == describe(read.new))
        #expect(describe(read.known) != describe(changed.known))
        try memo.close()
    }

    @Test func areKeptForExperimentsOfTheBookAlone() throws {
        let memo = try memo()
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try plan(steps: 10, in: memo)
        #expect(try memo.count == 2)
        _ = try plan(steps: 11, in: memo)
        #expect(try memo.count == 2)
        try memo.close()
    }
}
