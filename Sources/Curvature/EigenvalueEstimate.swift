/// An approximation of the largest eigenvalue of a symmetric matrix, with its accuracy.
public struct EigenvalueEstimate: Sendable, Equatable {
    /// The Rayleigh quotient θ = qᵀAq of a unit vector q, which is at most λ_max; NaN if a product was not finite.
    public let value: Double
    /// |Aq − θq| / |θ|: the relative distance from θ within which there is some eigenvalue.
    public let residual: Double
    /// The estimate of (λ_max − θ) / |θ| that is compared with the tolerance; see `EigenvalueTracker`.
    public let bound: Double
    /// The second Ritz value, at most the second largest eigenvalue; nil when only one vector was multiplied.
    public let second: Double?
    /// The number of vectors multiplied by the matrix.
    public let products: Int
    /// Whether the bound fell below the tolerance within the limit of products.
    public let isConverged: Bool
}
