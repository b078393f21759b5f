import Diagnostics

/// The unit that a value names, with the settings written for it.
public struct NamedUnit<Unit> {
    /// The unit.
    public let unit: Unit
    /// Its settings as written.
    public let settings: Value
    /// The path of the settings, from the value's root.
    public let path: [String]

    /// Reads `{adam: {lr: 0.1}}`, or just `adam` for its defaults.
    ///
    /// Throws `SettingFaults` whose paths begin at `value`; `kind` is the word for the unit in messages.
    public init(_ kind: String, in units: [Unit], named name: (Unit) -> String, _ value: Value?) throws {
        let names = units.map(name)
        let entry = try Self.entry(kind, names, value)
        guard let index = names.firstIndex(of: entry.name) else {
            throw SettingFaults([
                SettingFault(
                    .unknownUnit,
                    at: [entry.name],
                    "there is no \(kind) '\(entry.name)'",
                    help: NearMiss.help(for: entry.name, in: names),
                    atKey: true
                )
            ])
        }
        unit = units[index]
        settings = entry.value
        path = [entry.name]
    }

    private static func entry(_ kind: String, _ names: [String], _ value: Value?) throws -> Value.Entry {
        switch value {
        case .text(let word): return Value.Entry(word, .null)
        case .map(let entries) where entries.count == 1: return entries[0]
        case .map(let entries) where entries.count > 1:
            let message =
                "one \(kind) is wanted, found \(entries.count): \(entries.map(\.name).joined(separator: ", "))"
            throw SettingFaults([SettingFault(.conflict, at: [entries[1].name], message, atKey: true)])
        default:
            let help = "write \(kind): {name: {…}}; known: \(names.joined(separator: ", "))"
            throw SettingFaults([SettingFault(.missing, at: [], "the \(kind) is missing", help: help)])
        }
    }
}
