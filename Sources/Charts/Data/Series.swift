/// A plotted series with its name, for tables and CSV.
public struct Series: Sendable, Hashable {
    /// The name as written in the label.
    ///
    /// It may hold formulas.
    public var name: String
    /// The numbers.
    public var samples: Samples

    /// Creates a series.
    public init(_ name: String, _ samples: Samples) {
        self.name = name
        self.samples = samples
    }
}
