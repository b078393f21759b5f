import Curvature

/// Exact curvature of the Hessian and of the preconditioned Hessian Ĥ = c·D·H.
///
/// D·H is not symmetric, but similar to D^½ H D^½, whose largest eigenvalue is taken (Bai et al. 2025, lemma B.1).
public struct CurvatureProbe: Probe {
    public static let name = "curvature"
    public static let summary = "λ_max(H), λ_max(Ĥ), λ_grad(Ĥ) in the paper's form and the exact one-step form."

    private var hessian: [Double] = []
    private var largest = Double.nan
    /// The optimizer's direction when the Hessian was taken; an intervention may turn it.
    private var direction = 1.0

    public init() {}

    public mutating func observe(_ step: Step, into row: inout TraceRow) {
        let dimension = step.objective.dimension
        let isStale = direction != step.optimizer.direction || !step.objective.hessianIsConstant
        if hessian.isEmpty || isStale {
            hessian = step.objective.hessian(at: step.parameters)
            direction = step.optimizer.direction
            if direction < 0 { hessian = hessian.map { -$0 } }
            largest = DenseSpectrum.largestEigenvalue(hessian, dimension: dimension)
        }
        var diagonal = [Double](repeating: 1, count: dimension)
        step.optimizer.preconditioner(step.state, into: &diagonal)
        let factor = step.optimizer.momentumFactor(step.state)
        row[.lambdaMaxH] = largest
        row[.lambdaMax] = factor * preconditioned(diagonal)
        (row[.lambdaGrad], row[.lambdaGradExact]) = alongGradient(step.gradient, diagonal, factor)
    }

    /// λ_max(D^½ H D^½).
    private func preconditioned(_ diagonal: [Double]) -> Double {
        let dimension = diagonal.count
        if dimension == 1 { return diagonal[0] * hessian[0] }
        let roots = diagonal.map { $0.squareRoot() }
        var scaled = hessian
        for i in 0..<dimension {
            for j in 0..<dimension { scaled[i * dimension + j] *= roots[i] * roots[j] }
        }
        return DenseSpectrum.largestEigenvalue(scaled, dimension: dimension)
    }

    /// c·gᵀDHg/|g|² and c·gᵀDHDg/(gᵀDg); NaN for a zero gradient, which has no direction.
    private func alongGradient(_ gradient: [Double], _ diagonal: [Double], _ factor: Double) -> (Double, Double) {
        // Only the gradient's direction counts, and the square of a tiny gradient would underflow.
        let scale = gradient.reduce(0) { max($0, abs($1)) }
        guard scale > 0, scale.isFinite else { return (.nan, .nan) }
        let dimension = gradient.count
        let direction = gradient.map { $0 / scale }
        var square = 0.0
        var preconditionedSquare = 0.0
        var paper = 0.0
        var exact = 0.0
        for i in 0..<dimension {
            var product = 0.0
            var preconditionedProduct = 0.0
            for j in 0..<dimension {
                let element = hessian[i * dimension + j]
                product += element * direction[j]
                preconditionedProduct += element * diagonal[j] * direction[j]
            }
            square += direction[i] * direction[i]
            preconditionedSquare += diagonal[i] * direction[i] * direction[i]
            paper += diagonal[i] * direction[i] * product
            exact += diagonal[i] * direction[i] * preconditionedProduct
        }
        return (factor * paper / square, factor * exact / preconditionedSquare)
    }
}
