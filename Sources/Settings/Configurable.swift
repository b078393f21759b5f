import Diagnostics

/// A unit that authors name and configure: an optimizer, a model, a detector.
public protocol Configurable: Sendable {
    /// The name that authors write.
    static var name: String { get }
    /// A description in one sentence.
    static var summary: String { get }
    /// The settings in the order of the reference table.
    static var settings: [Setting<Self>] { get }
    /// The settings that must be written; their initial values do not count as defaults.
    static var required: Set<String> { get }
    /// For a required setting, the settings that make it unnecessary.
    static var excuses: [String: [String]] { get }
    /// Creates the unit with its defaults.
    init()
    /// Throws a `SettingFault` when valid settings do not fit together.
    func validate() throws
}

extension Configurable {
    /// By default no setting is required.
    public static var required: Set<String> { [] }

    /// By default nothing makes a required setting unnecessary.
    public static var excuses: [String: [String]] { [:] }

    /// By default there is nothing to check beyond the ranges of settings.
    public func validate() throws {}

    /// Reads a unit from a map of settings; null gives the defaults.
    ///
    /// Throws `SettingFaults` with every fault found, whose paths begin at this unit.
    public init(reading value: Value) throws {
        self.init()
        try readSettings(value)
    }

    /// Reads `value` into this unit, for units whose initialisers do more.
    public mutating func readSettings(_ value: Value) throws {
        var faults: [SettingFault] = []
        for entry in try Self.entries(of: value) {
            guard let setting = Self.settings.first(where: { $0.name == entry.name }) else {
                faults.append(Self.unknown(entry.name))
                continue
            }
            do {
                try setting.write(&self, entry.value)
            } catch let fault as SettingFault {
                faults.append(fault.under([entry.name]))
            }
        }
        // A missing setting may be what an unknown key was meant for, and a setting that could not be read proves
        // nothing.
        let isMisspelt = !faults.isEmpty
        if faults.allSatisfy({ $0.kind == .unknownKey }) {
            faults += try validationFaults().filter { !isMisspelt || $0.kind != .missing }
        }
        if !faults.isEmpty { throw SettingFaults(faults) }
    }

    private func validationFaults() throws -> [SettingFault] {
        do {
            try validate()
            return []
        } catch let fault as SettingFault {
            return [fault]
        } catch let error as SettingFaults {
            return error.faults
        }
    }

    /// Every setting with its value, in declared order: the unit's canonical form.
    public var resolved: Value {
        .map(Self.settings.map { Value.Entry($0.name, $0.read(self)) })
    }

    private static func entries(of value: Value) throws -> [Value.Entry] {
        switch value {
        case .map(let entries): return entries
        case .null: return []
        default:
            throw SettingFaults([
                SettingFault(
                    .wrongType,
                    at: [],
                    "\(name) takes a map of settings, found \(value.kind)",
                    help: "settings of \(name): " + settings.map(\.name).joined(separator: ", ")
                )
            ])
        }
    }

    private static func unknown(_ setting: String) -> SettingFault {
        SettingFault(
            .unknownKey,
            at: [setting],
            "\(name) has no setting '\(setting)'",
            help: NearMiss.help(for: setting, in: settings.map(\.name)),
            atKey: true
        )
    }
}
