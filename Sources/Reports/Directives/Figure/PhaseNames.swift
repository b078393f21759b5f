import Analysis

extension PhaseSegment.Phase {
    /// The names of the phases by their numbers, as marks take the names of stages.
    static let names = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, "\($0)") })
}
