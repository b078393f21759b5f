/// One group of measurements; a new one is a file of its own and a line in `Suite.groups`.
protocol Group: Sendable {
    /// The name on the command line.
    static var name: String { get }
    /// What is measured, in one sentence.
    static var summary: String { get }
    /// Measures; each table is printed when it is complete.
    static func run(_ options: Options) throws -> [Report]
}
