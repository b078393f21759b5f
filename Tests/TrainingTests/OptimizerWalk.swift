import Tensors
import TestSupport

@testable import Training

/// An optimizer that updates its own parameters, one gradient at a time.
final class OptimizerWalk<S: Scalar> {
    var optimizer: any Optimizer
    let state: OptimizerState<S>
    let parameters: Vector<S>
    private let gradient: Vector<S>

    init(_ optimizer: any Optimizer, from start: [Double], layout: ParameterLayout? = nil, in precision: S.Type) {
        self.optimizer = optimizer
        state = optimizer.start(layout ?? ParameterLayout(vector: start.count), in: precision)
        parameters = Vector(start)
        gradient = Vector(count: start.count)
    }

    /// The current parameters.
    var place: [Double] { parameters.doubles }

    /// Makes one step along a gradient and returns the parameters after it.
    @discardableResult
    func step(_ values: [Double]) -> [Double] {
        for (index, value) in values.enumerated() { gradient[index] = S(value) }
        optimizer.update(state, parameters, gradient: gradient)
        return place
    }

    /// D of the last step; nil when the optimizer has none.
    var preconditioner: [Double]? {
        let diagonal = Vector<Double>(count: parameters.count)
        return optimizer.preconditioner(state, into: diagonal) ? diagonal.doubles : nil
    }

    /// v̂ after the last step; nil when the optimizer has none.
    var correctedSecondMoment: [Double]? {
        let moment = Vector<Double>(count: parameters.count)
        return optimizer.correctedSecondMoment(state, into: moment) ? moment.doubles : nil
    }

    /// c of the last step.
    var momentumFactor: Double { optimizer.momentumFactor(state) }
}

extension OptimizerWalk where S == Double {
    convenience init(_ optimizer: any Optimizer, from start: [Double], layout: ParameterLayout? = nil) {
        self.init(optimizer, from: start, layout: layout, in: Double.self)
    }
}

extension ParameterLayout {
    /// Creates a layout of tensors with these names and shapes.
    ///
    /// A tensor of one dimension is a bias. Names that begin with `embedding` are embeddings.
    init(_ tensors: [(name: String, shape: [Int])]) {
        self.init()
        for (name, shape) in tensors {
            let role: Role = shape.count == 1 ? .bias : name.hasPrefix("embedding") ? .embedding : .weight
            append(name: name, shape: shape, role: role, fanIn: shape.last ?? 1, fanOut: shape[0])
        }
    }

    /// A weight of 2 × 3 and a bias of 2: eight parameters.
    static let small = ParameterLayout([("dense.weight", [2, 3]), ("dense.bias", [2])])
}
