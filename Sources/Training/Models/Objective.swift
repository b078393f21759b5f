public import Tensors

/// A loss over one flat parameter vector of fixed length, with its gradient and exact Hessian products.
///
/// An objective has its own working memory and may be used by one thread only.
public protocol Objective<S>: AnyObject {
    /// The precision in which it computes.
    associatedtype S: Scalar
    /// The parameters' tensors.
    var layout: ParameterLayout { get }
    /// The initial parameters, in the layout's order.
    var start: [Double] { get }
    /// Whether the Hessian is the same everywhere, so that it has to be computed only once.
    var hessianIsConstant: Bool { get }
    /// Selects the loss of a step: its part of the data schedule, and the batch at a position in the order of
    /// batches.
    func advance(to step: Int, batch: BatchPlace)
    /// Returns the loss at `parameters` and writes the gradient.
    func evaluate(at parameters: Vector<S>, gradient: Vector<S>) -> Double
    /// Computes H·v for each of `count` vectors v, stored one after another, at the point of the last `evaluate`,
    /// which is passed again.
    func products(
        at parameters: Vector<S>,
        along directions: UnsafeMutablePointer<S>,
        count: Int,
        into products: UnsafeMutablePointer<S>
    )
    /// The loss over all samples; nil when every step's loss already is.
    func fullLoss(at parameters: Vector<S>) -> Double?
    /// Writes the gradient over the `index`-th batch of `size` samples, independently of the run's batches.
    func batchGradient(_ index: Int, size: Int, at parameters: Vector<S>, into gradient: Vector<S>)
}

extension Objective {
    /// Without data there is only one loss.
    public func advance(to step: Int, batch: BatchPlace) {}

    /// Without data every loss is the full one.
    public func fullLoss(at parameters: Vector<S>) -> Double? { nil }

    /// Without data every batch is the full one.
    public func batchGradient(_ index: Int, size: Int, at parameters: Vector<S>, into gradient: Vector<S>) {
        _ = evaluate(at: parameters, gradient: gradient)
    }
}
