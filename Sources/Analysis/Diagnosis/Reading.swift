/// What one sign says of one cause, with the numbers that it used.
public struct Reading: Sendable, Hashable {
    /// What a sign can say.
    public enum Says: String, Sendable, Codable {
        case supports, excludes, nothing
        /// The log lacks what the sign needs.
        case notRecorded = "not recorded"
    }

    /// A number with its name.
    public struct Number: Sendable, Hashable {
        public var name: String
        public var value: Double

        /// Pairs a name with its value.
        public init(_ name: String, _ value: Double) {
            self.name = name
            self.value = value
        }
    }

    /// The sign's name.
    public var sign: String
    public var cause: Cause
    public var says: Says
    /// Whether it decides by itself; others only add up to a suspicion.
    public var isStrong = false
    public var numbers: [Number] = []
    /// A sentence for readers.
    public var reason: String
}

extension Reading {
    /// A number with two or three digits, as a sentence has it.
    static func short(_ value: Double) -> String {
        guard value.isFinite, value.magnitude < 1e15 else { return "many" }
        if value.magnitude >= 100 { return "\(Int(value.rounded()))" }
        if value.magnitude >= 10 { return "\((value * 10).rounded() / 10)" }
        return "\((value * 100).rounded() / 100)"
    }
}
