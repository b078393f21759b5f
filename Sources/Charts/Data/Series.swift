/// One plotted series, for tables and CSV.
public struct Series: Sendable, Hashable {
    /// Its name, as written in the label (it may hold maths).
    public var name: String
    /// Its numbers.
    public var samples: Samples

    /// Creates a series.
    public init(_ name: String, _ samples: Samples) {
        self.name = name
        self.samples = samples
    }
}
