public import Settings

extension Catalogue {
    /// The kinds of units in this module, in the order in which experiments are usually written.
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
            "The number of samples per step, and their order; full and a number are short forms.",
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
