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

extension Catalogue {
    /// The kinds of units of this module, in the order in which an experiment is mostly written.
    public static let kinds: [UnitKind] = problemKinds + ruleKinds

    private static let problemKinds: [UnitKind] = [
        UnitKind(
            "model",
            "Models",
            "What is trained: a network, or a loss that is a function of the parameters alone.",
            without: .fault,
            example: "model: {mlp: {widths: [50, 64, 1], activation: tanh}}",
            units: models
        ),
        UnitKind(
            "data",
            "Data sets",
            "What a network is trained on, drawn by the seed or read from files; other models take none.",
            without: .faultOfNetworks,
            example: "data: {quadratic-regression: {samples: 200, noise: 0.1}}",
            units: dataSets
        ),
        UnitKind(
            "loss",
            "Losses",
            "What is made of a network's outputs and the targets.",
            without: .standard(.text(MeanSquaredError.name)),
            example: "loss: {cross-entropy: {smoothing: 0.1}}",
            units: losses
        ),
        UnitKind(
            "batch",
            "Batches",
            "How many samples a step takes, and in which order; full and a number are short forms.",
            without: .standard(.text("full")),
            example: "batch: 32\n# or\nbatch: {size: 32, order: independent}",
            isNamed: false,
            shortForms: [.text(among: ["full"]), .whole(0...(1 << 30))],
            units: [Batch.self]
        ),
        UnitKind(
            "initial",
            "Initial parameters",
            "How a network's parameters begin.",
            without: .standard(.text(UniformInitializer.name)),
            example: "initial: {normal: {gain: 2}}",
            units: initializers
        ),
    ]

    private static let ruleKinds: [UnitKind] = [
        UnitKind(
            "optimizer",
            "Optimizers",
            "The rule that moves the parameters.",
            without: .fault,
            example: "optimizer: {adam: {lr: 0.02, beta2: 0.99}}",
            units: optimizers
        ),
        UnitKind(
            "schedule",
            "Schedules",
            "The factor on the optimizer's learning rate, step by step.",
            without: .standard(.text(ConstantSchedule.name)),
            example: "schedule: {cosine: {warmup_steps: 100}}",
            units: schedules
        ),
        UnitKind(
            "guards",
            "Guards",
            "What bounds gradients before the optimizer sees them, and steps after it took them; each sort acts in the "
                + "order in which it is listed.",
            without: .nothing,
            example: "guards: [{clip-norm: {limit: 1}}, clip-update]",
            isList: true,
            units: gradientGuards + stepGuards
        ),
        UnitKind(
            "layers",
            "Factors of layers",
            "Factors on the learning rate and the gradient of some tensors: a list of maps, the first whose pattern "
                + "matches a tensor's name decides.",
            without: .nothing,
            example: "layers: [{match: \"dense1.*\", lr: 0.1}, {match: \"*.bias\", gradient: 0.5}]",
            isNamed: false,
            isList: true,
            units: [LayerFactors.Rule.self]
        ),
        UnitKind(
            "second_moment",
            "Starts of the second moment",
            "Where the optimizer's second moment begins, for rules that keep one.",
            without: .nothing,
            example: "second_moment: {from-data: {batches: 4}}",
            units: secondMomentStarts
        ),
        UnitKind(
            "rollback",
            "Rollback",
            "When a run goes back to a checkpoint, and what changes then.",
            without: .nothing,
            example: "rollback: {rise: 1, batches: skip, skip: 200}",
            isNamed: false,
            units: [Rollback.self]
        ),
        UnitKind(
            "probes",
            "Probes",
            "What is measured on the way; probes look and change nothing.",
            without: .standard(.list([.text(CurvatureProbe.name), .text(MomentsProbe.name)])),
            example: "probes: [curvature, moments, {layers: {every: 10}}]",
            isList: true,
            units: probes
        ),
    ]
}
