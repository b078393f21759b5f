import Experiments
import Settings
import Traces

/// What a worker answers.
enum WorkerAnswer: Codable {
    /// What the cells declare.
    case declared([CellUnit])
    /// A run as it was read.
    case read(CellReading)
    /// What a run recorded.
    case recorded(Trace, [BisectionStep])
    /// The laws that were tried, with what was found where one does not hold.
    case tried([LawFinding])
    /// The faults of an experiment.
    case faults([SettingFault])
    /// Why there is no result.
    case failure(String)
}
