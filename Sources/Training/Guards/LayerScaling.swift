public import Tensors

/// The factors of each tensor of one layout, computed by ``LayerFactors``, and their application to vectors.
public struct LayerScaling: Sendable, Hashable {
    /// One tensor's factors.
    public struct Part: Sendable, Hashable {
        /// The tensor's index range in the flat vector.
        public let range: Range<Int>
        /// The factor on its learning rate.
        public let learningRate: Double
        /// The factor on its gradient.
        public let gradient: Double
    }

    /// The factors of each tensor, in the layout's order.
    public let parts: [Part]

    init(_ layout: ParameterLayout, factors: (Int) -> (learningRate: Double, gradient: Double)) {
        parts = layout.slices.enumerated().map { index, slice in
            let (learningRate, gradient) = factors(index)
            return Part(range: slice.range, learningRate: learningRate, gradient: gradient)
        }
    }

    /// Whether all factors are 1, so that nothing changes.
    public var isIdentity: Bool { parts.allSatisfy { $0.learningRate == 1 && $0.gradient == 1 } }

    /// Scales each tensor's gradient by its factor, before any guard is applied, without allocating.
    public func scaleGradient<S: Scalar>(_ gradient: Vector<S>) {
        for part in parts where part.gradient != 1 { gradient[part.range].scale(by: part.gradient) }
    }

    /// Scales each tensor's step by the factor on its rate, after ← before + factor·(after − before), without
    /// allocating.
    public func scaleStep<S: Scalar>(before: Vector<S>, after: Vector<S>) {
        for part in parts { Training.scaleStep(from: before[part.range], to: after[part.range], by: part.learningRate) }
    }

    /// Multiplies the diagonal D by both factors, so that without momentum the step is −η·D·g for the model's own g.
    ///
    /// The optimizer computed D from the scaled gradient γ·g, and its step was scaled by l, so Δθ = −η·l·D·γ·g. With
    /// that diagonal, Ĥ = c·D·H has its stability bound at 2/η again. It does not allocate.
    public func scalePreconditioner(_ diagonal: Vector<Double>) {
        for part in parts where part.learningRate != 1 || part.gradient != 1 {
            diagonal[part.range].scale(by: part.learningRate * part.gradient)
        }
    }
}
