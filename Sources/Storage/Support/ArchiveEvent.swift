public import Experiments

/// What an archive did about damage; each is reported once, when it happens.
public enum ArchiveEvent: Sendable, Hashable {
    /// The file was no sound database: it was renamed, a new one begun, and its sound runs copied over.
    case setAside(path: String, movedTo: String, reason: String, rescuedRuns: Int)
    /// A run was no longer what had been stored; its rows were removed, and it will run again.
    case quarantined(key: RunKey, reason: String)
    /// An analysis was no longer what had been stored; its rows were removed, and it will be made anew from its trace.
    case dropped(key: AnalysisKey, reason: String)
    /// Something that can be derived anew was damaged and was derived anew or dropped.
    case repaired(what: String)
    /// A run of another archive was unsound and was not taken over.
    case leftOut(key: RunKey, reason: String)
    /// The file that was imported is damaged; what can be read of it was taken over.
    case readDamaged(path: String, reason: String)
    /// Another process holds what is needed, and has done so for a second.
    case waiting(for: String)
    /// The file had an older version and was brought to the present one.
    case migrated(from: Int, to: Int)
    /// The file lacked columns of traces that this program records, and was given them.
    case extended(by: [String])
}

extension ArchiveEvent: CustomStringConvertible {
    /// One sentence for the reader.
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
