/// Values without a place in the plot, of one kind, in neighbouring columns.
struct Flaw: OptionSet, Sendable {
    let rawValue: UInt8
    static let nan = Flaw(rawValue: 1)
    static let positiveInfinite = Flaw(rawValue: 2)
    static let negativeInfinite = Flaw(rawValue: 4)
    static let nonPositive = Flaw(rawValue: 8)
}
