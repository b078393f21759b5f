import Experiments
import Storage

/// The runs in an archive by specification, whichever version of the numeric core made them.
struct RunHistory {
    private let runs: [String: [RunIdentity]]

    /// Reads the runs of an archive.
    init(_ archive: Archive) throws {
        runs = Dictionary(grouping: try archive.identities(), by: \.specification)
    }

    /// The longest time that a run of each specification took, in seconds.
    var seconds: [String: Double] { runs.compactMapValues { $0.map(\.wallSeconds).max() } }

    /// The time in seconds that a run took with another version of the numeric core; nil when there is none.
    func seconds(ofOtherCore specification: any RunSpecification) -> Double? {
        let made = runs[specification.canonicalTrace.canonicalJSON]?.filter { $0.core != specification.version }
        return made?.map(\.wallSeconds).max()
    }
}
