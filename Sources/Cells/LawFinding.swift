/// What came of one law that a unit should obey.
public struct LawFinding: Sendable, Hashable, Codable {
    /// The law in a sentence.
    public var law: String
    /// Why it does not hold; nil when it does.
    public var flaw: String?

    /// Creates a finding.
    public init(_ law: String, flaw: String?) {
        (self.law, self.flaw) = (law, flaw)
    }
}
