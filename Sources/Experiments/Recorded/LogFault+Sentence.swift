import Diagnostics
import Logs

extension LogFault {
    /// What is wrong, with the place in the log.
    var sentence: String {
        let place = diagnostic.place.map { "\($0.file):\($0.line): " } ?? ""
        return place + diagnostic.message
    }
}
