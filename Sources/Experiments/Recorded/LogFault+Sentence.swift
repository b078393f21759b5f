import Diagnostics
import Logs

extension LogFault {
    /// The message with its place in the log.
    var sentence: String {
        let place = diagnostic.place.map { "\($0.file):\($0.line): " } ?? ""
        return place + diagnostic.message
    }
}
