/// Something wrong in a unit's settings: where in the tree, what, and what would be right.
public struct SettingFault: Error, Sendable, Hashable {
    /// What kind of fault, the tail of a diagnostic's name.
    public enum Kind: String, Sendable {
        case unknownKey = "unknown-key"
        case unknownUnit = "unknown-unit"
        case wrongType = "wrong-type"
        case outOfRange = "out-of-range"
        case missing = "missing"
        case conflict = "conflict"
        case unfitFile = "unfit-file"
    }

    /// What kind of fault.
    public var kind: Kind
    /// The names from the root of the tree to the faulty value; list elements count from 0.
    public var path: [String]
    /// One sentence that names the value.
    public var message: String
    /// What to do about it.
    public var help: String?
    /// True when the key at the path's end is at fault, false when its value is.
    public var atKey: Bool

    /// Creates a fault at `path`.
    public init(_ kind: Kind, at path: [String], _ message: String, help: String? = nil, atKey: Bool = false) {
        self.kind = kind
        self.path = path
        self.message = message
        self.help = help
        self.atKey = atKey
    }

    /// The same fault seen from a tree in which this one's tree hangs under `prefix`.
    public func under(_ prefix: [String]) -> SettingFault {
        var copy = self
        copy.path = prefix + path
        return copy
    }
}

/// The faults of one tree, thrown together.
public struct SettingFaults: Error, Sendable {
    /// Every fault that was found, in the order of the tree.
    public var faults: [SettingFault]

    /// Wraps the faults.
    public init(_ faults: [SettingFault]) {
        self.faults = faults
    }
}

extension SettingFaults {
    /// Runs `body`; the faults it throws come out with `prefix` before their paths.
    public static func under<Result>(_ prefix: [String], _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as SettingFaults {
            throw SettingFaults(error.faults.map { $0.under(prefix) })
        } catch let fault as SettingFault {
            throw SettingFaults([fault.under(prefix)])
        }
    }
}
