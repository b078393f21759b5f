/// A group of measurements.
///
/// To add one, write it in a file of its own and list it in `Suite.groups`.
protocol Group: Sendable {
    /// The name on the command line.
    static var name: String { get }
    /// A sentence on what is measured.
    static var summary: String { get }
    /// Runs the measurements and returns their tables.
    static func run(_ options: Options) throws -> [Report]
}
