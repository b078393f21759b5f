/// An answer that a directive shows.
struct Answer {
    /// Where in the directive's tree its question stands.
    var path: [String]
    /// How many rows it has; throws what is wrong with it.
    var rows: () throws -> Int
}
