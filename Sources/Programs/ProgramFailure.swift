/// Why a program gave no result.
public struct ProgramFailure: Error, Sendable, CustomStringConvertible {
    /// What happened, in one sentence.
    public var description: String
    /// What is kept of its output; empty when it did not begin.
    public var output: String

    /// Says what happened.
    public init(_ description: String, output: String = "") {
        self.description = description
        self.output = output
    }
}
