/// How much there is to do for one gradient.
public struct GradientWork: Sendable, Hashable {
    /// Multiplications in matrix products of one evaluation.
    public var multiplications = 0
    /// Numbers that one evaluation writes.
    public var elements = 0

    /// About how many seconds a processor of the year 2025 takes for the gradient: measured on networks of a thousand to ten
    /// million multiplications.
    public var seconds: Double { 1e-9 * (0.2 * Double(multiplications) + 2 * Double(elements)) }
}
