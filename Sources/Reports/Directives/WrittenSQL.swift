/// SQL written in a directive.
struct WrittenSQL {
    /// The path in the directive's tree.
    var path: [String]
    var sql: String
}
