/// What an experiment can have under one of its keys: one unit of several, a list of units, or settings.
public struct UnitKind: Sendable {
    /// What a missing key means.
    public enum Absence: Sendable, Hashable {
        /// A fault.
        case fault
        /// A fault of networks; other models must not have it.
        case faultOfNetworks
        /// No unit is used.
        case nothing
        /// The same as if this had been written.
        case standard(Value)
    }

    /// The key of an experiment.
    public let key: String
    /// The heading for it.
    public let title: String
    /// A description in one sentence.
    public let summary: String
    /// What a missing key means; nil for settings that are keys of an experiment themselves.
    public let absence: Absence?
    /// An example in YAML.
    public let example: String
    /// Whether units are written with their names; otherwise the settings are directly under the key.
    public let isNamed: Bool
    /// Whether it is a list, in which a single element may be written without brackets.
    public let isList: Bool
    /// The forms that may replace a map of settings.
    public let shortForms: [ValueForm]
    /// The units, each declared in its own file.
    public let units: [any Configurable.Type]
    /// Descriptions of names and settings that are not read as units.
    public private(set) var extras: [UnitDescription] = []

    /// Declares a kind.
    public init(
        _ key: String,
        _ title: String,
        _ summary: String,
        without absence: Absence?,
        example: String,
        isNamed: Bool = true,
        isList: Bool = false,
        shortForms: [ValueForm] = [],
        units: [any Configurable.Type]
    ) {
        self.key = key
        self.title = title
        self.summary = summary
        self.absence = absence
        self.example = example
        self.isNamed = isNamed
        self.isList = isList
        self.shortForms = shortForms
        self.units = units
    }

    /// The same kind with further names or settings.
    public func adding(_ extras: UnitDescription...) -> UnitKind {
        var kind = self
        kind.extras += extras
        return kind
    }

    /// The units, and names that are not read as units, as tables show them.
    public var descriptions: [UnitDescription] { units.map { UnitDescription($0) } + extras }

    /// The form of the value under the key.
    public var form: ValueForm {
        if isNamed { return isList ? .units(descriptions) : .unit(descriptions) }
        let forms = descriptions.map { unit -> ValueForm in
            isList ? .list(.settings(unit), alone: true) : .settings(unit)
        }
        return .either(shortForms + forms)
    }

    /// Whether the key may be omitted.
    public var isOptional: Bool { absence != .fault && absence != .faultOfNetworks }

    /// What a missing key means, in words; empty for settings that are keys themselves.
    public var absenceText: String {
        switch absence {
        case nil: ""
        case .fault: "must be written"
        case .faultOfNetworks: "must be written for networks"
        case .nothing: "none"
        case .standard(.map([])): "its defaults"
        case .standard(let value): value.summary
        }
    }
}
