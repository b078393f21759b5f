import Experiments
import Storage

extension Archive {
    /// Stores runs together with their analyses.
    func storeWhole(_ records: RunRecord...) throws {
        for record in records { try store(record, with: [record.analysis]) }
    }
}
