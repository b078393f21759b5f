/// Where the numbers of a node live.
enum Space: Sendable, Hashable {
    /// In the caller's parameter vector; adjoints in the caller's gradient, tangents in the caller's directions.
    case parameters
    /// In the program's arena.
    case arena
    /// In the program's constants: data, and what is computed from data alone.
    case constants
}
