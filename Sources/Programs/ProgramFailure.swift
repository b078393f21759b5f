/// The reason why a program gave no result.
public struct ProgramFailure: Error, Sendable, CustomStringConvertible {
    /// A sentence on what happened.
    public var description: String
    /// The kept part of its output; empty when it did not start.
    public var output: String

    /// Creates a failure.
    public init(_ description: String, output: String = "") {
        self.description = description
        self.output = output
    }
}
