import Diagnostics

/// A unit that authors name and set: an optimizer, a model, a detector.
public protocol Configurable: Sendable {
    /// The name that authors write.
    static var name: String { get }
    /// What it is, in one sentence.
    static var summary: String { get }
    /// Its settings in the order of the reference table.
    static var settings: [Setting<Self>] { get }
    /// The settings that must be written: what a unit holds of them before it is read is no default.
    static var required: Set<String> { get }
    /// For a required setting the settings of which each excuses it from being written.
    static var excuses: [String: [String]] { get }
    /// The unit with its defaults.
    init()
    /// Throws a `SettingFault` when settings that are right one by one do not fit together.
    func validate() throws
}

extension Configurable {
    /// Most settings have a default.
    public static var required: Set<String> { [] }

    /// Mostly what is required is required whatever else is written.
    public static var excuses: [String: [String]] { [:] }

    /// Most units have nothing to check beyond their settings' ranges.
    public func validate() throws {}

    /// The unit that `value` describes: a map of settings, or nothing for the defaults.
    ///
    /// Throws `SettingFaults` with every fault found, paths beginning at this unit.
    public init(reading value: Value) throws {
        self.init()
        try readSettings(value)
    }

    /// Reads `value` into this unit, for units that make more of their settings when they are created.
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
        // What is not there may be what an unknown key means; a setting that could not be read says nothing.
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

    /// Every setting with the value this unit holds, in declared order: the unit's canonical form.
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
