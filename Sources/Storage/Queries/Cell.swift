/// A value in a query's result.
public enum Cell: Sendable, Hashable {
    /// NULL, which also stands for NaN.
    case null
    /// An integer.
    case integer(Int64)
    /// A floating-point number.
    case real(Double)
    /// A text.
    case text(String)
    /// A blob.
    case blob([UInt8])

    /// The value as a number; nil when it is not one.
    public var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .real(let value): value
        case .null, .text, .blob: nil
        }
    }
}
