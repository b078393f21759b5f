import Logs
import Settings

/// Explains why a run failed.
public enum RunFailure {
    /// The error of a run in one sentence.
    public static func reason(_ error: any Error) -> String {
        switch error {
        case let faults as SettingFaults: faults.faults.map(\.message).joined(separator: "; ")
        case let fault as InputFiles.Unreadable: fault.sentence
        case let fault as LogFault: fault.sentence
        default: "\(error)"
        }
    }
}
