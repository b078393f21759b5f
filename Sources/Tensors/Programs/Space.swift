/// The memory that contains the numbers of a node.
enum Space: Sendable, Hashable {
    /// The caller's parameter vector; adjoints are in the caller's gradient, tangents in the caller's directions.
    case parameters
    /// The program's arena.
    case arena
    /// The program's constants: data, and what is computed only from data.
    case constants
}
