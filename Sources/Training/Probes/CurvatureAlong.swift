import Tensors
import Traces

/// The curvature along the gradient and along the step taken.
///
/// λ_grad = c·gᵀDHg/|g|² and the exact form c·gᵀDHDg/(gᵀDg) take one product, H·Dg, for H is symmetric; dᵀHd/(−η·gᵀd) for
/// the step d takes another. Only directions count, and the square of a tiny gradient would underflow, so vectors are scaled
/// first; a zero gradient has no direction and gives NaN.
struct CurvatureAlong {
    let step: Step
    let memory: DirectionMemory

    private var count: Int { step.layout.count }
    private var gradient: Block<Double> { memory.gradient.all }

    func observe(_ directions: Set<CurvatureProbe.Direction>, into row: inout TraceRow) {
        let largest = step.gradient.all.maximumMagnitude
        let largestStep = step.update.all.maximumMagnitude
        guard largest > 0, largest.isFinite, largestStep.isFinite else { return }
        gradient.copy(from: step.gradient.all)
        gradient.scale(by: 1 / largest)
        let alongGradient = directions.contains(.gradient) && step.hasDiagonal
        let alongStep = directions.contains(.step) && largestStep > 0
        // Products of both are taken at once.
        let (first, width) = (alongGradient ? 0 : 1, (alongGradient ? 1 : 0) + (alongStep ? 1 : 0))
        guard width > 0 else { return }
        if alongGradient { vector(0).setProduct(gradient, step.diagonal.all) }
        if alongStep {
            vector(1).copy(from: step.update.all)
            vector(1).scale(by: 1 / largestStep)
        }
        step.objective.products(
            at: step.parameters,
            along: vector(first).start,
            count: width,
            into: product(first).start
        )
        if alongGradient { recordGradient(into: &row) }
        if alongStep { recordStep(largest / largestStep, into: &row) }
    }

    private func vector(_ index: Int) -> Block<Double> { memory.vectors[index * count..<(index + 1) * count] }

    private func product(_ index: Int) -> Block<Double> { memory.products[index * count..<(index + 1) * count] }

    private func recordGradient(into row: inout TraceRow) {
        let factor = step.direction * step.momentumFactor
        row[.lambdaGrad] = factor * gradient.dot(product(0)) / gradient.sumOfSquares
        row[.lambdaGradExact] = factor * vector(0).dot(product(0)) / vector(0).dot(gradient)
    }

    /// `ratio` is what scaling has made of |g| over what it has made of |d|.
    private func recordStep(_ ratio: Double, into row: inout TraceRow) {
        let descent = -step.learningRate * gradient.dot(vector(1)) * ratio
        if descent != 0 { row[.lambdaStep] = vector(1).dot(product(1)) / descent }
    }
}
