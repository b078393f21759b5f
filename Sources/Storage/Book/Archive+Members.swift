import Experiments
import Foundation
import GRDB
import Synchronization

extension Archive {
    /// Replaces the book's mapping as a whole; returns false, and writes nothing, when it is unchanged.
    @discardableResult
    public func setMembers(_ members: [Member]) throws -> Bool {
        let mapping = mapping(of: members)
        guard try mapping.digest != BookTable.member.digest(in: self) else { return false }
        return try BookTable.member.replace(mapping.rows, digest: mapping.digest, in: self)
    }

    /// Whether this is the book's mapping as last set.
    public func isMapping(_ members: [Member]) throws -> Bool {
        try mapping(of: members).digest == BookTable.member.digest(in: self)
    }

    /// The rows of a mapping, cached because a build needs them several times.
    private func mapping(of members: [Member]) -> MappingRows {
        if let last = lastMapping.withLock({ $0 }), last.members == members { return last }
        let mapping = MappingRows(members)
        lastMapping.withLock { $0 = mapping }
        return mapping
    }
}
