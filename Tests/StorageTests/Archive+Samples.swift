import Experiments
import Storage

extension Archive {
    /// Stores runs with what was found in their traces.
    func storeWhole(_ records: RunRecord...) throws {
        for record in records { try store(record, with: [record.analysis]) }
    }
}
