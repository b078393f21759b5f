public import Settings
public import Tensors
public import Traces

/// Measures the curvature of the Hessian and of the preconditioned Hessian Ĥ = c·D·H, by exact Hessian products.
///
/// D·H is not symmetric, but similar to D^½ H D^½, whose largest eigenvalue is computed (Bai et al. 2025, lemma B.1).
/// If the Hessian has few rows, or is the same everywhere, the whole matrix and its spectrum are computed. Otherwise
/// the largest eigenvalue is tracked from step to step, and its residual recorded.
public struct CurvatureProbe: Probe {
    public static let name = "curvature"
    public static let summary =
        "λ_max(H) and λ_max(Ĥ) with residuals, λ_grad(Ĥ) in the paper's form and the exact one-step form, alignments."
    public static let settings: [Setting<CurvatureProbe>] =
        windowSettings + [
            Setting("hessian", \.probesHessian, "Whether λ_max(H) is tracked too, for about as many products again."),
            Setting(
                "products",
                \.productLimit,
                in: 4...10_000,
                "How many products one tracked eigenvalue may take in one step; its residual tells when they did not suffice."
            ),
            Setting(
                "along",
                \.along,
                "The directions along which curvature is recorded besides: gradient for λ_grad in both forms, step for that "
                    + "of the step taken; one product each."
            ),
        ]

    /// A direction along which curvature is recorded.
    public enum Direction: String, Sendable, CaseIterable {
        /// λ_grad in the paper's form and the exact one-step form.
        case gradient
        /// The step as taken.
        case step
    }

    public static let needsLoss = true

    /// About five products once the eigenvalue is tracked, each twice as expensive as a gradient.
    public var gradientsPerLook: Double { 10 }

    public var window = ProbeWindow()
    /// Whether λ_max(H) is tracked too.
    public var probesHessian = true
    /// The maximal number of products for one tracked eigenvalue in one step.
    public var productLimit = 60
    /// The directions along which curvature is also recorded.
    public var along: Set<Direction> = Set(Direction.allCases)

    /// The maximal number of rows for which the whole Hessian is computed at every step.
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
        CurvatureAlong(step: step, memory: method.directions).observe(along, into: &row)
    }

    private func makeMethod(_ step: Step) -> any CurvatureMethod {
        if step.objective.hessianIsConstant || step.layout.count <= Self.denseLimit {
            return DenseCurvature(step.layout.count)
        }
        return TrackedCurvature(step, probesHessian: probesHessian, productLimit: productLimit)
    }
}
