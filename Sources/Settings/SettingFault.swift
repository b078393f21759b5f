/// A fault in a unit's settings: its path in the tree, a message, and help.
public struct SettingFault: Error, Sendable, Hashable, Codable {
    /// The kind of fault, which ends a diagnostic's identifier.
    public enum Kind: String, Sendable, Codable {
        case unknownKey = "unknown-key"
        case unknownUnit = "unknown-unit"
        case wrongType = "wrong-type"
        case outOfRange = "out-of-range"
        case missing = "missing"
        case conflict = "conflict"
        case unfitFile = "unfit-file"
    }

    /// The kind of fault.
    public var kind: Kind
    /// The names from the root of the tree to the faulty value; list elements count from 0.
    public var path: [String]
    /// One sentence that names the value.
    public var message: String
    /// What to do about it, if that is known.
    public var help: String?
    /// Whether the key at the path's end is at fault, and not its value.
    public var atKey: Bool

    /// Creates a fault at `path`.
    public init(_ kind: Kind, at path: [String], _ message: String, help: String? = nil, atKey: Bool = false) {
        self.kind = kind
        self.path = path
        self.message = message
        self.help = help
        self.atKey = atKey
    }

    /// The same fault in a larger tree, in which this one's tree is at `prefix`.
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
    /// Runs `body`, and prepends `prefix` to the paths of faults that it throws.
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
