public import Experiments
import Foundation
import GRDB
import Synchronization

/// A run that the present book names, with its position in its experiment.
public struct Member: Sendable, Hashable {
    /// The id of the directive.
    public var experiment: String
    /// The chapter's file.
    public var chapter: String
    /// The position in the experiment, from 0, unique within it.
    public var position: Int
    /// The name of the variant, or the settings of the sweep; empty without a sweep.
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
