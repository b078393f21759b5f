/// An approximation of the largest eigenvalue of a symmetric matrix, and how good it is.
public struct EigenvalueEstimate: Sendable, Equatable {
    /// The Rayleigh quotient θ = qᵀAq of a unit vector q, which is at most λ_max; NaN if a product was not finite.
    public let value: Double
    /// |Aq − θq| / |θ|: some eigenvalue lies within this of θ, relative to θ.
    public let residual: Double
    /// The estimate of (λ_max − θ) / |θ| that the tolerance is compared with; see `EigenvalueTracker`.
    public let bound: Double
    /// The second Ritz value, at most the second largest eigenvalue; nil when one vector only was multiplied.
    public let second: Double?
    /// Vectors that were multiplied with the matrix.
    public let products: Int
    /// Whether the bound came below the tolerance within the limit of products.
    public let isConverged: Bool
}
