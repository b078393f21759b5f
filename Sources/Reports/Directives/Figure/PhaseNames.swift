import Analysis

extension PhaseSegment.Phase {
    /// The names of the phases by number, in the form in which marks take names of stages.
    static let names = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, "\($0)") })
}
