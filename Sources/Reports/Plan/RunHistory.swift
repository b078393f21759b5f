import Experiments
import Storage

/// The runs that an archive holds, by what was run, whatever version of the numeric core made them.
struct RunHistory {
    private let runs: [String: [RunIdentity]]

    /// The runs of an archive.
    init(_ archive: Archive) throws {
        runs = Dictionary(grouping: try archive.identities(), by: \.specification)
    }

    /// What runs of a specification took.
    var seconds: [String: Double] { runs.compactMapValues { $0.map(\.wallSeconds).max() } }

    /// The seconds that a run took when another version of the numeric core made it; nil when none did.
    func seconds(ofOtherCore specification: any RunSpecification) -> Double? {
        let made = runs[specification.canonicalTrace.canonicalJSON]?.filter { $0.core != specification.version }
        return made?.map(\.wallSeconds).max()
    }
}
