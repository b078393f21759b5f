/// The kinds of value in one column of the plot that cannot be drawn.
struct Flaw: OptionSet, Sendable {
    let rawValue: UInt8
    static let nan = Flaw(rawValue: 1)
    static let positiveInfinite = Flaw(rawValue: 2)
    static let negativeInfinite = Flaw(rawValue: 4)
    static let nonPositive = Flaw(rawValue: 8)
}
