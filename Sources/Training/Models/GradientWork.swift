/// The amount of work for one gradient.
public struct GradientWork: Sendable, Hashable {
    /// The number of multiplications in the matrix products of one evaluation.
    public var multiplications = 0
    /// The number of elements that one evaluation writes.
    public var elements = 0

    /// The approximate time for the gradient in seconds, on a processor of the year 2025.
    ///
    /// It was measured on networks with a thousand to ten million multiplications.
    public var seconds: Double { 1e-9 * (0.2 * Double(multiplications) + 2 * Double(elements)) }
}
