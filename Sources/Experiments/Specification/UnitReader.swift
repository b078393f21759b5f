import Settings
import Training

/// Reads the units that an experiment names.
enum UnitReader {
    static func model(_ value: Value?) throws -> any Model {
        try read("model", Catalogue.models, value, name: { $0.name }, make: { try $0.init(reading: $1) })
    }

    static func optimizer(_ value: Value?) throws -> any Optimizer {
        try read("optimizer", Catalogue.optimizers, value, name: { $0.name }, make: { try $0.init(reading: $1) })
    }

    static func data(_ value: Value?) throws -> any DataSource {
        try read("data", Catalogue.dataSets, value, name: { $0.name }, make: { try $0.init(reading: $1) })
    }

    static func loss(_ value: Value?) throws -> any Loss {
        try read("loss", Catalogue.losses, value ?? .text("mse"), name: { $0.name }, make: { try $0.init(reading: $1) })
    }

    static func initializer(_ value: Value?) throws -> any Initializer {
        try read(
            "initial",
            Catalogue.initializers,
            value ?? .text(UniformInitializer.name),
            name: { $0.name },
            make: { try $0.init(reading: $1) }
        )
    }

    static func schedule(_ value: Value?) throws -> any Schedule {
        try read(
            "schedule",
            Catalogue.schedules,
            value ?? .text(ConstantSchedule.name),
            name: { $0.name },
            make: { try $0.init(reading: $1) }
        )
    }

    static func secondMomentStart(_ value: Value?) throws -> (any SecondMomentStart)? {
        try value.map {
            try read(
                "second_moment",
                Catalogue.secondMomentStarts,
                $0,
                name: { $0.name },
                make: { try $0.init(reading: $1) }
            )
        }
    }

    /// The unit that `value` names among `units` and loaded ones; the paths of faults begin with `path`, by default the
    /// kind.
    static func read<Kind, Unit>(
        _ kind: String,
        _ units: [Kind],
        _ value: Value?,
        at path: [String]? = nil,
        name: (Kind) -> String,
        make: (Kind, Value) throws -> Unit
    ) throws -> Unit {
        try SettingFaults.under(path ?? [kind]) {
            let all = units + LoadedUnits.all.compactMap { $0 as? Kind }
            let named = try NamedUnit(kind, in: all, named: name, value)
            return try SettingFaults.under(named.path) { try make(named.unit, named.settings) }
        }
    }
}

/// A list under one key of an experiment, whose elements are units: a name, or a map from a name to settings.
struct UnitList {
    /// The elements with their paths.
    let elements: [(value: Value, path: [String])]

    /// Reads `value`; nil is an empty list, and a single unit a list of one.
    init(_ key: String, _ value: Value?) throws {
        switch value {
        case nil, .null?: elements = []
        case .list(let values)?: elements = values.enumerated().map { ($1, [key, String($0)]) }
        case .map(let entries)?: elements = entries.map { (.map([$0]), [key]) }
        case .text(let name)?: elements = [(.text(name), [key])]
        case let other?:
            let message = "\(key) is a list of names, found \(other.kind)"
            throw SettingFaults([SettingFault(.wrongType, at: [key], message)])
        }
    }
}
