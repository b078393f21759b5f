import Experiments
import GRDB

/// The mapping from a book to its runs as rows of the table.
struct MappingRows: Sendable {
    let members: [Member]
    let rows: [[any DatabaseValueConvertible & Sendable]]
    let digest: String

    init(_ members: [Member]) {
        self.members = members
        rows = members.enumerated().map { index, member in
            [
                member.experiment, member.position, index + 1, member.chapter, member.variant, member.seed,
                member.key.text, member.analysis.text,
            ]
        }
        digest = BookTable.digest(of: rows.map { $0.map(\.databaseValue) })
    }
}
