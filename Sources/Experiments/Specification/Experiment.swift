import Diagnostics
public import Settings

/// An experiment as written, resolved into its runs.
public struct Experiment: Sendable {
    /// One run of an experiment, with its variant.
    public struct Member: Sendable {
        /// The author's name of the variant, or else the swept settings: `optimizer.adam.beta2=0.99`; empty without a
        /// sweep.
        public var variant: String
        /// The run.
        public var specification: any RunSpecification
    }

    /// The runs: variants in the order of the sweep, seeds within each.
    public var members: [Member]

    /// The keys of an experiment that decide its result.
    public static let keys = ExperimentKeys.all

    /// The largest number of runs in one experiment.
    public static let runLimit = 10_000

    /// Reads an experiment and opens the files that it names.
    ///
    /// Throws `SettingFaults` with all faults, whose paths start at the tree's root. With a `fit`, faults in the
    /// files themselves are among them. With `cells` it may name their units.
    public init(
        reading tree: Value,
        files: InputFiles.Source = InputFiles.none,
        fit: FileFit? = nil,
        cells: (any CellReader)? = nil
    ) throws {
        guard case .map(let entries) = tree else {
            throw SettingFaults([SettingFault(.wrongType, at: [], "an experiment is a map of settings")])
        }
        let means = Means(files: files, fit: fit, cells: cells)
        var faults = entries.filter { !Self.keys.contains($0.name) }.map { entry in
            SettingFault(
                .unknownKey,
                at: [entry.name],
                "an experiment has no key '\(entry.name)'",
                help: NearMiss.help(for: entry.name, in: Self.keys),
                atKey: true
            )
        }
        members = []
        do {
            let sweep = try Sweep(tree["sweep"], hasFreeNames: Self.isProgram(tree))
            let variants = sweep.variants
            let common = try Self.seeds(tree)
            let seeds = try variants.map { try Self.seeds(of: $0) ?? common }
            let count = seeds.reduce(0) { $0 + $1.count }
            guard count <= Self.runLimit else {
                let message = "\(count) runs are more than the \(Self.runLimit) allowed"
                throw SettingFaults([SettingFault(.outOfRange, at: ["sweep"], message)])
            }
            try sweep.checkNames(seeds: seeds)
            var seen = Set(faults)
            for (variant, seeds) in zip(variants, seeds) {
                do {
                    members += try Self.members(variant, seeds: seeds, of: tree, means)
                } catch let error as SettingFaults {
                    // Most variants share the faults of the tree that they modify.
                    faults += error.faults.filter { seen.insert($0).inserted }
                }
            }
        } catch let error as SettingFaults {
            faults += error.faults
        }
        if !faults.isEmpty { throw SettingFaults(faults) }
    }

    /// What runs are read with.
    private struct Means {
        let files: InputFiles.Source
        let fit: FileFit?
        let cells: (any CellReader)?
    }

    private static func members(
        _ variant: Sweep.Variant,
        seeds: [Int],
        of tree: Value,
        _ means: Means
    ) throws -> [Member] {
        let changed = try variant.applied(to: tree)
        let specification = try variant.locating(in: tree) {
            var attempts = Attempts()
            let specification = attempts.run { try run(changed, means) }
            if specification == nil {
                attempts.run { throw SettingFaults(means.fit?.faults(ofDataIn: changed, means.files) ?? []) }
            }
            guard let specification, attempts.faults.isEmpty else { throw SettingFaults(attempts.faults) }
            return specification
        }
        if seeds.count > 1, let fault = fault(ofSeeds: seeds, specification) { throw SettingFaults([fault]) }
        return seeds.map { seed in
            var copy = specification
            copy.seed = seed
            return Member(variant: variant.label, specification: copy)
        }
    }

    /// What is wrong with several seeds of runs that know nothing of them; nil when they do.
    private static func fault(ofSeeds seeds: [Int], _ specification: any RunSpecification) -> SettingFault? {
        func fault(_ message: String, _ help: String) -> SettingFault {
            SettingFault(.conflict, at: ["seeds"], message, help: help, atKey: true)
        }
        if specification is RecordedRun {
            return fault(
                "a log is one run, not \(seeds.count)",
                "write a variant for each log: sweep: [{seed: 0, trace.file: a.csv}, {seed: 1, trace.file: b.csv}]"
            )
        }
        if let program = specification as? ProgramRun, !program.command.namesSeed {
            return fault(
                "the program is not told its seed, so that \(seeds.count) seeds are one run",
                "write \"{seed}\" where the seed belongs in the command"
            )
        }
        return nil
    }

    /// Whether the runs of a tree, or some of its variants, are made by another program.
    public static func isProgram(_ tree: Value) -> Bool {
        tree["command"] != nil || tree["sweep"]?.canonicalJSON.contains("\"command\"") ?? false
    }

    /// Whether a tree names units that the catalogue lacks, as those of cells.
    public static func namesOthers(_ tree: Value) -> Bool {
        NamedUnits.all(in: tree).contains { !NamedUnits.known($0.kind).contains($0.name) }
    }

    /// The run of a tree without sweep and seeds: one of the core, with units of cells or without, one that another
    /// program makes, or one that was recorded elsewhere.
    private static func run(_ tree: Value, _ means: Means) throws -> any RunSpecification {
        let (files, fit) = (means.files, means.fit)
        if tree["command"] != nil { return try ProgramRun(reading: tree, files: files) }
        if tree[RecordedTrace.name] != nil {
            let run = try RecordedRun(reading: tree, files: files)
            try fit?.check(run, writtenAs: tree)
            return run
        }
        let idle = ProgramSettings.keys.filter { tree[$0] != nil }.map { key in
            let message = "there is no program, so '\(key)' says nothing"
            let help = "write command: [program, argument, …], or leave it out"
            return SettingFault(.conflict, at: [key], message, help: help, atKey: true)
        }
        if !idle.isEmpty { throw SettingFaults(idle) }
        if let cells = means.cells, let run = try CellRun(reading: tree, by: cells, files: files) { return run }
        let run = try CellRun.helping(means.cells) { try CoreRun(reading: tree, files: files, fit: fit) }
        try fit?.check(run, writtenAs: tree)
        return run
    }

    /// A variant's own seeds; nil when it has none.
    private static func seeds(of variant: Sweep.Variant) throws -> [Int]? {
        try variant.seeds.map { own in try SettingFaults.under(own.place) { try seeds(own.tree) } }
    }

    /// The seeds: `seed: 7`, `seeds: 3` for 0, 1, 2, or `seeds: [4, 7]`; by default seed 0.
    private static func seeds(_ tree: Value) throws -> [Int] {
        let whole = 0.0...9_007_199_254_740_991
        switch (tree["seed"], tree["seeds"]) {
        case (nil, nil): return [0]
        case (.some, .some):
            throw SettingFaults([
                SettingFault(
                    .conflict,
                    at: ["seeds"],
                    "seed and seeds exclude each other",
                    help: "keep one",
                    atKey: true
                )
            ])
        case (.number(let seed)?, nil) where whole.contains(seed) && seed == seed.rounded(): return [Int(seed)]
        case (nil, .number(let count)?) where (1...1000).contains(count) && count == count.rounded():
            return Array(0..<Int(count))
        case (nil, .list(let values)?) where !values.isEmpty:
            return try values.enumerated().map { index, value in
                guard case .number(let seed) = value, whole.contains(seed), seed == seed.rounded() else {
                    throw SettingFaults([
                        SettingFault(.wrongType, at: ["seeds", String(index)], "a seed is a whole number from 0 on")
                    ])
                }
                return Int(seed)
            }
        case (.some, nil):
            throw SettingFaults([SettingFault(.wrongType, at: ["seed"], "a seed is a whole number from 0 on")])
        case (nil, .some):
            throw SettingFaults([
                SettingFault(
                    .wrongType,
                    at: ["seeds"],
                    "seeds is a count from 1 to 1000 or a list of whole numbers",
                    help: "write seeds: 3, or seeds: [4, 7]"
                )
            ])
        }
    }
}
