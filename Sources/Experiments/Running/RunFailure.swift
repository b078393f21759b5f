import Logs
import Settings

/// Why a run could not be carried out.
public enum RunFailure {
    /// What a run has thrown, in one sentence.
    public static func reason(_ error: any Error) -> String {
        switch error {
        case let faults as SettingFaults: faults.faults.map(\.message).joined(separator: "; ")
        case let fault as InputFiles.Unreadable: fault.sentence
        case let fault as LogFault: fault.sentence
        default: "\(error)"
        }
    }
}
