import Diagnostics
import Settings
import Training

/// The probes that an experiment requests, in the catalogue's order, each once.
struct ProbeList {
    /// The probes that measure.
    private(set) var probes: [any Probe] = []
    /// Whether every coordinate's state is recorded.
    private(set) var recordsState = false

    /// The names that can be written: those of the catalogue, and `state`.
    static let names = Catalogue.probes.map { $0.name } + [CoreRun.stateProbe]

    /// The probes of an experiment that names none.
    private static let usual: [any Probe] = [CurvatureProbe(), MomentsProbe()]

    /// Reads `[curvature, {layers: {every: 5}}, state]`, or the same as one map; nil gives the default probes.
    ///
    /// Without a loss, default probes that need one are left out.
    init(reading value: Value?, hasLoss: Bool) throws {
        guard let value else {
            probes = Self.usual.filter { hasLoss || !type(of: $0).needsLoss }
            return
        }
        if case .text = value { throw Self.noList(value) }
        guard let list = try? UnitList("probes", value) else { throw Self.noList(value) }
        var attempts = Attempts()
        for element in list.elements { attempts.run { try add(element.value, at: element.path) } }
        if !attempts.faults.isEmpty { throw SettingFaults(attempts.faults) }
        if !hasLoss, let blind = probes.first(where: { type(of: $0).needsLoss }) {
            let message = "the model has no loss, so the probe '\(type(of: blind).name)' has nothing to look at"
            throw SettingFaults([SettingFault(.conflict, at: ["probes"], message, help: "leave it out")])
        }
        let order = Catalogue.probes.map { $0.name }
        probes = order.compactMap { name in probes.first { type(of: $0).name == name } }
    }

    private mutating func add(_ value: Value, at path: [String]) throws {
        if value == .text(CoreRun.stateProbe) {
            recordsState = true
            return
        }
        let name =
            switch value {
            case .text(let name): name
            case .map(let entries) where entries.count == 1: entries[0].name
            default: value.canonicalJSON
            }
        guard Self.names.contains(name) else {
            throw SettingFaults([
                SettingFault(
                    .unknownUnit,
                    at: path,
                    "there is no probe '\(name)'",
                    help: NearMiss.help(for: name, in: Self.names)
                )
            ])
        }
        let probe: any Probe = try UnitReader.read(
            "probe",
            Catalogue.probes,
            value,
            at: path,
            name: { $0.name },
            make: { try $0.init(reading: $1) }
        )
        probes.removeAll { type(of: $0).name == name }
        probes.append(probe)
    }

    private static func noList(_ value: Value) -> SettingFaults {
        SettingFaults([
            SettingFault(
                .wrongType,
                at: ["probes"],
                "probes is a list of names, found \(value.kind)",
                help: "known: " + names.joined(separator: ", ")
            )
        ])
    }
}
