import Curvature
import Foundation
import Tensors
import Training

/// Measures the same networks in PyTorch and JAX.
enum Rivals: Group {
    static let name = "rivals"
    static let summary =
        "the 50-1000-1 and the 1-20-1 tanh network beside PyTorch eager and compiled and JAX jit, float64, one thread"

    private static let script = "Sources/Benchmarks/Rivals/rivals.py"

    /// A task that both sides do.
    private struct Task {
        let name: String
        let title: String
        /// The ratio to reach: how many times as fast as the fastest rival.
        ///
        /// With `targetTitle` only rivals whose title contains it count.
        let target: Double
        var targetTitle = ""
        /// The expected value of the rivals' check.
        let check: Double
        /// Does the task `calls` times and returns the seconds per call.
        let run: (_ calls: Int) throws -> Double
        /// The number of calls of both sides in a round.
        let calls: Int
    }

    static func run(_ options: Options) throws -> [Report] {
        guard let python = options.python else {
            print(
                """
                There is no Python to compare with. Make one, for example outside of the repository:
                    python3 -m venv ../rivals && ../rivals/bin/pip install numpy torch jax
                and name it: benchmarks rivals --python ../rivals/bin/python (or by SPIKEBOOK_PYTHON).

                """
            )
            return []
        }
        guard FileManager.default.fileExists(atPath: script) else {
            throw Complaint(description: "\(script) is not below the folder that this program was started in")
        }
        let folder = try Workshop().folder
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let tasks = try tasks(folder)
        let rivals = try RivalProcess(python: python, script: script, folder: folder)
        print(rivals.versions.joined(separator: ", ") + "\n")
        return try tasks.map { try measure($0, rivals, rounds: 3 * options.repeats) }
    }

    private static func measure(_ task: Task, _ rivals: RivalProcess, rounds: Int) throws -> Report {
        let entrants = rivals.entrants.filter { $0.task == task.name }
        var own = Samples([])
        var theirs = entrants.map { _ in Samples([]) }
        for _ in 0..<rounds {
            own.values.append(try task.run(task.calls))
            for index in entrants.indices {
                theirs[index].values.append(try rivals.seconds(entrants[index], calls: task.calls))
            }
        }
        var report = Report(
            task.title,
            columns: [
                "", "median", "quartiles", "ours is so many times as fast (quartiles)", "target", "results differ by",
            ]
        )
        report.add(["ours", own.time, own.timeSpread, "", "", ""])
        let eligible = entrants.indices.filter { task.targetTitle.isEmpty || entrants[$0].title == task.targetTitle }
        let fastest = eligible.min { theirs[$0].median < theirs[$1].median }
        for (index, entrant) in entrants.enumerated() {
            report.add([
                entrant.title, theirs[index].time, theirs[index].timeSpread, theirs[index].over(own).quotient,
                index == fastest ? "≥ \(Report.number(task.target))" : "",
                String(format: "%.0e", abs(entrant.check / task.check - 1)),
            ])
        }
        for (_, title, reason) in rivals.missing.filter({ $0.task == task.name }) {
            report.add([title, "", "", "does not work here: \(reason)", "", ""])
        }
        return report
    }

    /// The tasks on our side.
    ///
    /// Data for the rivals are written into the folder.
    private static func tasks(_ folder: URL) throws -> [Task] {
        let (wide, _) = try Net.wide()
        let tiny = try Net([1, 20, 1], samples: 20)
        let vector = Vector<Double>(count: wide.parameters.count, noise: 1)
        try write(wide, "", to: folder)
        try write(tiny, "tiny.", to: folder)
        try write(vector.doubles, "vector", to: folder)
        let tracked = try TrackedRun(steps: Tracking.steps / 2)
        try write(tracked.point.doubles, "point", to: folder)
        try write(tracked.hessian.diagonal.doubles, "diagonal", to: folder)
        let products = Vector<Double>(count: vector.count)
        let product = {
            wide.objective.products(at: wide.parameters, along: vector.start, count: 1, into: products.start)
        }
        let losses = (wide.evaluate(), tiny.evaluate())
        product()
        return [
            Task(
                name: "step",
                title: "training step, 50-1000-1",
                target: 1.5,
                check: losses.0,
                run: step(wide),
                calls: 50
            ),
            Task(
                name: "product",
                title: "Hessian product, 50-1000-1",
                target: 2,
                check: vector.all.dot(products.all),
                run: { calls in Stopwatch.thread.seconds(calls: calls, of: product) / Double(calls) },
                calls: 50
            ),
            Task(
                name: "lambda",
                title: "λ_max(Ĥ), 50-1000-1, ours tracked over \(Tracking.steps) steps",
                target: 8,
                check: (tracked.eigenvalues.last ?? .nan) / tracked.hessian.factor,
                run: { _ in try TrackedRun(steps: Tracking.steps).trackerSeconds / Double(Tracking.steps) },
                calls: 5
            ),
            Task(
                name: "tiny",
                title: "training step, 1-20-1, ours by TrainingLoop",
                target: 20,
                targetTitle: "PyTorch eager",
                check: losses.1,
                run: { calls in
                    let loop = tiny.loop(Adam(rate: 1e-9), steps: 10 * calls)
                    return try Stopwatch.thread.seconds { _ = try loop.run() } / Double(10 * calls)
                },
                calls: 200
            ),
        ]
    }

    /// Steps of Adam that are so small that the network stays where it is.
    private static func step(_ net: Net) -> (Int) throws -> Double {
        let adam = Adam(rate: 1e-9)
        let state = adam.start(net.objective.layout, in: Double.self)
        return { calls in
            Stopwatch.thread.seconds(calls: calls) {
                net.evaluate()
                adam.update(state, net.parameters, gradient: net.gradient)
            } / Double(calls)
        }
    }

    private static func write(_ net: Net, _ prefix: String, to folder: URL) throws {
        guard let dataset = net.problem.data?.parts[0].dataset else { return }
        try write(dataset.inputs.numbers, prefix + "x", to: folder)
        try write(dataset.targets.numbers, prefix + "y", to: folder)
        try write(net.parameters.doubles, prefix + "start", to: folder)
    }

    private static func write(_ numbers: [Double], _ name: String, to folder: URL) throws {
        try numbers.withUnsafeBytes { Data($0) }.write(to: folder.appending(path: name))
    }
}
