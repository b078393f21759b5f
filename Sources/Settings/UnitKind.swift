/// What an experiment writes under one of its keys: one unit of several, a list of them, or settings.
public struct UnitKind: Sendable {
    /// What an experiment has that does not write the key.
    public enum Absence: Sendable, Hashable {
        /// A fault.
        case fault
        /// A fault of networks; other models must not have it.
        case faultOfNetworks
        /// Nothing of the kind.
        case nothing
        /// As if this had been written.
        case standard(Value)
    }

    /// The key of an experiment.
    public let key: String
    /// What it is called as a heading.
    public let title: String
    /// What it says, in one sentence.
    public let summary: String
    /// What holds without the key; nil for settings that are keys of an experiment themselves.
    public let absence: Absence?
    /// Lines of YAML that use it.
    public let example: String
    /// Whether units are written with their names; otherwise the settings stand directly under the key.
    public let isNamed: Bool
    /// Whether a list of them is written, in which one may stand alone.
    public let isList: Bool
    /// What may stand in the place of a map of settings.
    public let shortForms: [ValueForm]
    /// The units, declared each in its own file.
    public let units: [any Configurable.Type]
    /// Names and settings that are read in another way than units are.
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

    /// The units, and what is read in another way, as tables show them.
    public var descriptions: [UnitDescription] { units.map { UnitDescription($0) } + extras }

    /// The form of what stands under the key.
    public var form: ValueForm {
        if isNamed { return isList ? .units(descriptions) : .unit(descriptions) }
        let forms = descriptions.map { unit -> ValueForm in
            isList ? .list(.settings(unit), alone: true) : .settings(unit)
        }
        return .either(shortForms + forms)
    }

    /// Whether an experiment may do without the key.
    public var isOptional: Bool { absence != .fault && absence != .faultOfNetworks }

    /// What holds without the key, in words; empty for settings that are keys themselves.
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
