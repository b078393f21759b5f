import Settings
import TestSupport
import Tensors

@testable import Training

/// The network of `Reference/net_…`: tanh, 10-32-1, 64 samples of a fixed problem.
enum ReferenceNet {
    /// The range of each tensor, by the names of the reference's columns.
    static let tensors = [("W1", 0..<320), ("b1", 320..<352), ("W2", 352..<384), ("b2", 384..<385)]

    /// A run with the reference's data and initial parameters.
    static func loop(_ optimizer: Value, steps: Int = 200, probes: [any Probe] = []) throws -> TrainingLoop {
        let folder = try ReferenceFolder(.module)
        let (inputs, targets) = try (folder.rows("net_X"), folder.rows("net_Y"))
        var model = MLP()
        model.widths = [10, 32, 1]
        var loop = TrainingLoop(model: model, optimizer: try Units.optimizer(optimizer), steps: steps, probes: probes)
        let shape = DataShape(.vectors([10]), .vectors(width: 1))
        loop.problem.data = DataSchedule(
            Dataset(.numbers(inputs.flatMap { $0 }), .numbers(targets.flatMap { $0 }), shape: shape)
        )
        var initializer = FileInitializer()
        initializer.path = "theta0"
        loop.problem.initializer = initializer
        loop.problem.files = ["theta0": [UInt8](try folder.data("net_theta0.csv"))]
        return loop
    }
}

/// A tanh network 3-5-2 on 24 random samples, small enough for dense linear algebra and many runs.
enum TinyNet {
    static let samples = 24

    static func loop(
        _ optimizer: Value,
        steps: Int,
        seed: Int = 3,
        batch: Value = "full",
        widths: [Int] = [3, 5, 2],
        probes: [any Probe] = []
    ) throws -> TrainingLoop {
        var model = MLP()
        model.widths = widths
        var loop = TrainingLoop(
            model: model,
            optimizer: try Units.optimizer(optimizer),
            steps: steps,
            seed: seed,
            probes: probes
        )
        loop.problem.data = DataSchedule(dataset(seed: seed, widths: widths))
        loop.problem.batch = try Batch(reading: batch)
        return loop
    }

    /// Normal inputs, and targets that are not a linear function of them.
    static func dataset(seed: Int, widths: [Int] = [3, 5, 2], samples: Int = samples) -> Dataset {
        var random = Random(seed: seed, stream: "data")
        let (width, outputs) = (widths[0], widths[widths.count - 1])
        var (inputs, targets) = ([Double](), [Double]())
        for _ in 0..<samples {
            let sample = random.normals(width)
            inputs += sample
            targets += (0..<outputs).map { sample[0] * sample[$0 % width] - sample[width - 1] }
        }
        let shape = DataShape(.vectors([width]), .vectors(width: outputs))
        return Dataset(.numbers(inputs), .numbers(targets), shape: shape)
    }
}
