/// A problem to train on, before its seed is known.
public protocol Model: Configurable {
    /// The problem for one seed: data and initial parameters drawn.
    func objective(seed: Int) -> any Objective
}

/// A loss over one flat parameter vector of fixed length.
///
/// Vectors have `dimension` elements. A matrix is a flat array of dimension² elements, row by row.
public protocol Objective {
    /// The number of parameters.
    var dimension: Int { get }
    /// The initial parameters.
    var start: [Double] { get }
    /// True when the Hessian is the same everywhere, so that it need be taken once only.
    var hessianIsConstant: Bool { get }
    /// The loss at `parameters`; writes the gradient into `gradient`.
    func evaluate(at parameters: [Double], gradient: inout [Double]) -> Double
    /// The whole Hessian at `parameters`, symmetric.
    func hessian(at parameters: [Double]) -> [Double]
}
