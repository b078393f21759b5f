public import Tensors

/// Curvature of the Hessian and of the preconditioned Hessian Ĥ = c·D·H, by exact Hessian products.
///
/// D·H is not symmetric, but similar to D^½ H D^½, whose largest eigenvalue is taken (Bai et al. 2025, lemma B.1). A Hessian
/// of few rows, or one that is the same everywhere, is written down whole and its spectrum computed; otherwise the largest
/// eigenvalue is tracked from step to step, and its residual recorded.
public struct CurvatureProbe: Probe {
    public static let name = "curvature"
    public static let summary =
        "λ_max(H) and λ_max(Ĥ) with residuals, λ_grad(Ĥ) in the paper's form and the exact one-step form, alignments."
    public static let settings: [Setting<CurvatureProbe>] = [
        everySetting(\.every),
        Setting("hessian", \.probesHessian, "Whether λ_max(H) is tracked too, for about as many products again."),
        Setting(
            "products",
            \.productLimit,
            in: 4...10_000,
            "How many products one tracked eigenvalue may take in one step; its residual tells when they did not suffice."
        ),
    ]

    public var every = 1
    /// Whether λ_max(H) is tracked too.
    public var probesHessian = true
    /// How many products one tracked eigenvalue may take in one step.
    public var productLimit = 60

    /// The largest number of rows for which the Hessian is written down at every step.
    private static let denseLimit = 32
    private var curvature: (any CurvatureMethod)?

    public init() {}

    public mutating func begin(_ layout: ParameterLayout) {
        curvature = nil
    }

    public mutating func observe(_ step: Step, into row: inout TraceRow) {
        let method = curvature ?? makeMethod(step)
        curvature = method
        method.observe(step, into: &row)
        CurvatureAlongGradient.observe(step, method.directions, into: &row)
    }

    private func makeMethod(_ step: Step) -> any CurvatureMethod {
        if step.objective.hessianIsConstant || step.layout.count <= Self.denseLimit {
            return DenseCurvature(step.layout.count)
        }
        return TrackedCurvature(step, probesHessian: probesHessian, productLimit: productLimit)
    }
}

/// A way to the eigenvalues of H and Ĥ, with memory that belongs to one run and so to one thread.
protocol CurvatureMethod: AnyObject, Sendable {
    /// Memory for three vectors and their products.
    var directions: DirectionMemory { get }
    /// Writes what follows from the eigenvalues, and the step's unstable direction.
    func observe(_ step: Step, into row: inout TraceRow)
}

/// Memory for three vectors and their products with the Hessian.
final class DirectionMemory {
    let vectors: Vector<Double>
    let products: Vector<Double>

    init(_ dimension: Int) {
        vectors = Vector(count: 3 * dimension)
        products = Vector(count: 3 * dimension)
    }
}

/// The curvature along the gradient and along the step taken.
enum CurvatureAlongGradient {
    /// λ_grad = c·gᵀDHg/|g|², the exact form c·gᵀDHDg/(gᵀDg), and dᵀHd/(−η·gᵀd) for the step d.
    ///
    /// Only directions count, and the square of a tiny gradient would underflow, so vectors are scaled first; a zero
    /// gradient has no direction and gives NaN.
    static func observe(_ step: Step, _ memory: DirectionMemory, into row: inout TraceRow) {
        let count = step.layout.count
        let largest = step.gradient.all.maximumMagnitude
        let largestStep = step.update.all.maximumMagnitude
        guard largest > 0, largest.isFinite, largestStep.isFinite else { return }
        let gradient = memory.vectors[0..<count]
        let preconditioned = memory.vectors[count..<2 * count]
        let update = memory.vectors[2 * count..<3 * count]
        gradient.copy(from: step.gradient.all)
        gradient.scale(by: 1 / largest)
        if step.hasDiagonal { preconditioned.setProduct(gradient, step.diagonal.all) } else { preconditioned.fill(0) }
        update.copy(from: step.update.all)
        if largestStep > 0 { update.scale(by: 1 / largestStep) }
        step.objective.products(
            at: step.parameters,
            along: memory.vectors.start,
            count: 3,
            into: memory.products.start
        )
        let products = (0..<3).map { memory.products[$0 * count..<($0 + 1) * count] }
        if step.hasDiagonal {
            let factor = step.direction * step.momentumFactor
            row[.lambdaGrad] = factor * preconditioned.dot(products[0]) / gradient.sumOfSquares
            row[.lambdaGradExact] = factor * preconditioned.dot(products[1]) / preconditioned.dot(gradient)
        }
        let descent = -step.learningRate * gradient.dot(update) * (largest / largestStep)
        if descent != 0, largestStep > 0 { row[.lambdaStep] = update.dot(products[2]) / descent }
    }
}
