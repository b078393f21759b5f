import Foundation
import Settings

/// What a worker is asked to do.
struct WorkerTask: Codable {
    /// The work.
    enum Kind: String, Codable {
        /// To say what the cells declare.
        case describe
        /// To read a run.
        case read
        /// To make a run.
        case run
        /// To try the laws of the catalogue on a unit.
        case laws
    }

    var kind: Kind
    /// The paths of the cells' libraries.
    var libraries: [String]
    /// The experiment of a run.
    var tree = Value.null
    var seed = 0
    /// The files that it reads: the names of their copies in the worker's folder, by path as written.
    var files: [String: String] = [:]
    /// The seconds without progress after which a run is ended.
    var limit = 60.0

    /// The names of files in the worker's folder.
    static let (file, answer) = ("task.json", "answer.json")
}
