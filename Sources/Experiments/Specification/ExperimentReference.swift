import Analysis
public import Settings
import Training

/// Documentation of every key of an experiment, generated from the declarations that experiments are read with.
///
/// The command line's help and the report's reference page use it.
public enum ExperimentReference {
    /// The kinds of units and settings, in the order in which an experiment is mostly written.
    public static let kinds: [UnitKind] = Catalogue.kinds.map(complete) + [own, detector, bisection, trace, program]

    /// The keys of an experiment other than those of units.
    public static let own = UnitKind(
        "experiment",
        "Steps, seeds, sweeps",
        "The keys of an experiment that name no unit.",
        without: nil,
        example: """
            steps: 400
            seeds: 3
            sweep: [{name: plain}, {name: fast decay, optimizer.adam.beta2: 0.9}]
            at: {200: {optimizer.adam.eps: 0.1}}
            """,
        isNamed: false,
        units: [CommonSettings.self]
    ).adding(repetition)

    /// Every key of an experiment that affects its result, with its form.
    public static let keys: [UnitDescription.Row] = kinds.flatMap { kind -> [UnitDescription.Row] in
        guard let absence = kind.absence else { return kind.descriptions.flatMap(\.rows) }
        let standard: Value? =
            switch absence {
            case .fault: nil
            case .standard(let value): value
            case .faultOfNetworks, .nothing: .null
            }
        return [.init(kind.key, kind.summary, kind.form, standard: standard)]
    }

    /// The keys that must be written or swept.
    public static let required = keys.filter { $0.standard == nil }.map(\.name)

    /// The kind written under `key`; `experiment` gives the kind of an experiment's own keys.
    public static func kind(_ key: String) -> UnitKind? { kinds.first { $0.key == key } }

    private static let seedRange = 0...9_007_199_254_740_991

    /// The settings that are read before runs: their number, and changes within a run.
    private static let repetition = UnitDescription(
        "repetition",
        "How often a run is repeated, and what changes between and within runs.",
        rows: [
            .init(
                "seed",
                "The seed of all that is drawn, of a single run.",
                .whole(seedRange),
                standard: .number(0)
            ),
            .init(
                "seeds",
                "Instead of seed: one run for each; a count n stands for the seeds 0 to n − 1.",
                .either([.whole(1...1000), .list(.whole(seedRange), atLeast: 1)]),
                allowed: "a count from 1 to 1000, or a list of whole numbers from 0",
                standard: .null
            ),
            .init(
                "sweep",
                "One variant for each combination of the values of some settings, the last path varying fastest; a list of "
                    + "maps gives just those variants. A path may be a whole key, such as optimizer, guards or at, and "
                    + "null there leaves out what the experiment says. In a list name: is what a variant is called in "
                    + "tables and figures instead of its paths and values; it is no part of what is run, and alone "
                    + "stands for the experiment as it is; seed: or seeds: give a variant seeds of its own.",
                .either([.map(.list(.anything, atLeast: 1)), .list(.map(.anything), atLeast: 1), .text()]),
                allowed:
                    "a map of dotted paths to lists, or a list of maps of paths to values, each with a name of its "
                    + "own if wanted, or the id of a list {arms}; with seeds at most \(Experiment.runLimit) runs",
                standard: .null
            ),
            .init(
                "at",
                "Changes before the update of a step, which hold from then on: of the optimizer's settings, whose state "
                    + "is kept; and with freeze: hessian of the loss, which becomes its own second-order Taylor expansion at "
                    + "that step's parameters and data, L + gᵀd + ½dᵀHd with d the way from there, and may fall below 0. "
                    + "With full batches only, and without rollback.",
                .map(.map(.anything)),
                allowed: "a map of steps to maps of dotted paths that begin with optimizer, and of freeze to hessian",
                standard: .null
            ),
        ]
    )

    private static let detector = UnitKind(
        "detector",
        "Detector of spikes",
        SpikeDetector.summary,
        without: .standard(.map([])),
        example: "detector: {window: 12, rise: 1}",
        isNamed: false,
        units: [SpikeDetector.self]
    )

    private static let bisection = UnitKind(
        "bisect",
        "Bisection",
        Bisection.summary,
        without: .nothing,
        example: "bisect: {setting: optimizer.adam.lr, low: 0.001, high: 1, until: spikes}",
        isNamed: false,
        units: [Bisection.self]
    )

    private static let trace = UnitKind(
        RecordedTrace.name,
        "Runs made elsewhere",
        RecordedTrace.summary,
        without: .nothing,
        example: """
            trace: {file: runs/gpt.jsonl}
            optimizer: {adamw: {lr: 0.0003, beta2: 0.95}}
            """,
        isNamed: false,
        units: [RecordedTrace.self]
    )

    private static let program = UnitKind(
        ProgramSettings.name,
        "Programs that make runs",
        ProgramSettings.summary,
        without: nil,
        example: """
            command: [python3, train.py, "{lr}", "{seed}", "{dir}/log.jsonl"]
            trace: {file: "{dir}/log.jsonl"}
            sweep: {lr: [0.1, 0.3]}
            seeds: 3
            """,
        isNamed: false,
        units: [ProgramSettings.self]
    )

    /// A kind of the catalogue with the names that only experiments read.
    private static func complete(_ kind: UnitKind) -> UnitKind {
        guard kind.key == "probes" else { return kind }
        let meaning = "Keeps θ, g, m, v and v̂ of every coordinate at every step, for problems of few coordinates."
        return kind.adding(UnitDescription(CoreRun.stateProbe, meaning))
    }
}
