public import Experiments
import Foundation
import GRDB
import Synchronization

/// One run that the present book names, with its place in its experiment.
public struct Member: Sendable, Hashable {
    /// The id of the directive.
    public var experiment: String
    /// The chapter's file.
    public var chapter: String
    /// The place in the experiment, from 0; no two members of an experiment share one.
    public var position: Int
    /// The name of the variant, or what the sweep set; empty without a sweep.
    public var variant: String
    /// The seed.
    public var seed: Int
    /// The run's key.
    public var key: RunKey
    /// The key of its trace's analysis.
    public var analysis: AnalysisKey

    /// Creates a member.
    public init(
        experiment: String,
        chapter: String,
        position: Int,
        variant: String,
        seed: Int,
        key: RunKey,
        analysis: AnalysisKey
    ) {
        self.experiment = experiment
        self.chapter = chapter
        self.position = position
        self.variant = variant
        self.seed = seed
        self.key = key
        self.analysis = analysis
    }
}

extension Member {
    /// Binds the columns of the table `member`.
    func write(to row: inout RowWriter, number: Int) {
        row.add(experiment)
        row.add(position)
        row.add(number)
        row.add(chapter)
        row.add(variant)
        row.add(seed)
        row.add(key.text)
        row.add(analysis.text)
    }
}

extension Archive {
    /// Replaces the book's mapping as a whole; gives false, and writes nothing, when it is the same already.
    @discardableResult
    public func setMembers(_ members: [Member]) throws -> Bool {
        let mapping = mapping(of: members)
        guard try mapping.digest != BookTable.member.digest(in: self) else { return false }
        return try BookTable.member.replace(mapping.rows, digest: mapping.digest, in: self)
    }

    /// Whether this is the book's mapping as it was last set.
    public func isMapping(_ members: [Member]) throws -> Bool {
        try mapping(of: members).digest == BookTable.member.digest(in: self)
    }

    /// The rows of a mapping, of which a build asks several times.
    private func mapping(of members: [Member]) -> MappingRows {
        if let last = lastMapping.withLock({ $0 }), last.members == members { return last }
        let mapping = MappingRows(members)
        lastMapping.withLock { $0 = mapping }
        return mapping
    }
}
