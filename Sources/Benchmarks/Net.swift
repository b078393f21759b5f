import Tensors
import Training

/// A tanh network with mean squared error on quadratic regression, full batch, in double precision.
final class Net {
    let model: MLP
    let problem: Problem
    let objective: any Objective<Double>
    let parameters: Vector<Double>
    let gradient: Vector<Double>

    /// Creates a network with layers of the given widths.
    ///
    /// The first width is the number of inputs, and there is one output.
    init(_ widths: [Int], samples: Int) throws {
        var data = QuadraticRegression()
        data.dimension = widths[0]
        data.samples = samples
        var model = MLP()
        model.widths = widths
        var problem = Problem(seed: 1)
        problem.data = DataSchedule(data.dataset(seed: 1))
        objective = try model.objective(problem, in: Double.self)
        objective.advance(to: 1, batch: BatchPlace(1))
        parameters = Vector(objective.start)
        gradient = Vector(count: parameters.count)
        self.model = model
        self.problem = problem
    }

    /// Computes loss and gradient at the current parameters.
    @discardableResult
    func evaluate() -> Double { objective.evaluate(at: parameters, gradient: gradient) }

    /// A training loop of the network, as the program runs it.
    func loop(_ optimizer: any Optimizer, steps: Int, probes: [any Probe] = []) -> TrainingLoop {
        var loop = TrainingLoop(model: model, optimizer: optimizer, steps: steps, probes: probes)
        loop.problem = problem
        return loop
    }

    /// The wide network of the performance targets.
    ///
    /// Its training by Adam at this rate has spikes.
    static func wide() throws -> (net: Net, adam: Adam) {
        (try Net([50, 1000, 1], samples: 200), Adam(rate: 0.02))
    }
}
