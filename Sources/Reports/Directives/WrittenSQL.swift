/// SQL that is written in a directive.
struct WrittenSQL {
    /// Where in the directive's tree.
    var path: [String]
    var sql: String
}
