/// The function that a dense layer applies to each of its outputs.
public enum Activation: String, Sendable, CaseIterable {
    /// φ(z) = z
    case identity
    /// φ(z) = tanh z
    case tanh
    /// φ(z) = max(z, 0); φ′(0) = 0
    case relu
    /// φ(z) = z·Φ(z) with the normal distribution's Φ, exactly (Hendrycks and Gimpel 2016)
    case gelu
    /// φ(z) = sin z
    case sin

    /// Whether the layer stores φ′(z) and φ″(z), because derivatives do not follow from the output alone.
    var keepsDerivatives: Bool { self == .gelu || self == .sin }
}
