public import Experiments

/// An event in handling an archive, mostly the repair of damage; each is reported once, when it happens.
public enum ArchiveEvent: Sendable, Hashable {
    /// The file was not an intact database: it was renamed, and its intact runs were copied into a new one.
    case setAside(path: String, movedTo: String, reason: String, rescuedRuns: Int)
    /// A run was not what had been stored: its rows were removed, and it will run again.
    case quarantined(key: RunKey, reason: String)
    /// An analysis was not what had been stored: its rows were removed, and it will be made again from its trace.
    case dropped(key: AnalysisKey, reason: String)
    /// Derived data was damaged, and was computed again or dropped.
    case repaired(what: String)
    /// A run of another archive was damaged and was not copied.
    case leftOut(key: RunKey, reason: String)
    /// The imported file is damaged; its readable part was copied.
    case readDamaged(path: String, reason: String)
    /// Another process has held something that is needed for a second.
    case waiting(for: String)
    /// The file had an older version and was migrated to the present one.
    case migrated(from: Int, to: Int)
    /// The file lacked columns of traces that this program records; they were added.
    case extended(by: [String])
}

extension ArchiveEvent: CustomStringConvertible {
    /// One sentence for the user.
    public var description: String {
        switch self {
        case .setAside(let path, let movedTo, let reason, let rescued):
            "the archive \(path) was damaged (\(reason)); it is kept as \(movedTo), "
                + "a new one was begun with the \(rescued) sound runs"
        case .quarantined(let key, let reason):
            "the stored run \(key.text.prefix(12)) was damaged (\(reason)); it runs again"
        case .dropped(let key, let reason):
            "the stored analysis \(key.text.prefix(12)) was damaged (\(reason)); it is made anew from its trace"
        case .repaired(let what): "the archive was repaired: \(what)"
        case .leftOut(let key, let reason): "the run \(key.text.prefix(12)) was left out: \(reason)"
        case .readDamaged(let path, let reason): "\(path) is damaged (\(reason)); what can be read of it was taken over"
        case .waiting(let what): "waiting for \(what)"
        case .migrated(let from, let to): "the archive was brought from version \(from) to \(to)"
        case .extended(let columns): "the archive's traces were given new columns: \(columns.joined(separator: ", "))"
        }
    }

    /// Whether damage was found.
    public var isDamage: Bool {
        switch self {
        case .migrated, .extended, .waiting: false
        case .setAside, .quarantined, .dropped, .repaired, .leftOut, .readDamaged: true
        }
    }
}
