/// The faults of a book, thrown together when it cannot be built.
public struct Faults: Error, Sendable, Equatable {
    /// The faults, sorted by place, without duplicates.
    public var diagnostics: [Diagnostic]

    /// Sorts the faults and removes duplicates.
    public init(_ diagnostics: [Diagnostic]) {
        self.diagnostics = Set(diagnostics).sorted()
    }
}
