/// The faults of a book, thrown together when it cannot be built.
public struct Faults: Error, Sendable, Equatable {
    /// The faults, sorted by place, without repeats.
    public var diagnostics: [Diagnostic]

    /// Sorts the faults and drops repeats.
    public init(_ diagnostics: [Diagnostic]) {
        self.diagnostics = Set(diagnostics).sorted()
    }
}
