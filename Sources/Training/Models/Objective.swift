public import Tensors

/// A loss over one flat parameter vector of fixed length, with its gradient and exact Hessian products.
///
/// An objective has working memory of its own and serves one thread.
public protocol Objective<S>: AnyObject {
    /// The precision in which it computes.
    associatedtype S: Scalar
    /// The parameters' tensors.
    var layout: ParameterLayout { get }
    /// The initial parameters, in the layout's order.
    var start: [Double] { get }
    /// True when the Hessian is the same everywhere, so that it need be taken once only.
    var hessianIsConstant: Bool { get }
    /// Makes the loss that of a step: its part of the data schedule, and the batch at a place in the order of batches.
    func advance(to step: Int, batch: BatchPlace)
    /// The loss at `parameters`; writes the gradient.
    func evaluate(at parameters: Vector<S>, gradient: Vector<S>) -> Double
    /// H·v for each of `count` vectors v, one after another, at the point of the last `evaluate`, which is given again.
    func products(
        at parameters: Vector<S>,
        along directions: UnsafeMutablePointer<S>,
        count: Int,
        into products: UnsafeMutablePointer<S>
    )
    /// The loss over all samples; nil when every step's loss is that.
    func fullLoss(at parameters: Vector<S>) -> Double?
    /// Writes the gradient over the `index`-th batch of `size` samples, whatever the batches of the run.
    func batchGradient(_ index: Int, size: Int, at parameters: Vector<S>, into gradient: Vector<S>)
}

extension Objective {
    /// Without data there is but one loss.
    public func advance(to step: Int, batch: BatchPlace) {}

    /// Without data every loss is the whole.
    public func fullLoss(at parameters: Vector<S>) -> Double? { nil }

    /// Without data every batch is the whole.
    public func batchGradient(_ index: Int, size: Int, at parameters: Vector<S>, into gradient: Vector<S>) {
        _ = evaluate(at: parameters, gradient: gradient)
    }
}
