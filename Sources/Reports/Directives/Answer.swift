/// An answer that a directive shows.
struct Answer {
    /// The path of its question in the directive's tree.
    var path: [String]
    /// The number of rows; throws the query's errors.
    var rows: () throws -> Int
}
