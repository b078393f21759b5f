import Diagnostics
import Experiments
import Settings

/// Resolves experiments, those that others need first.
struct ExperimentResolver {
    private let placed: [String: (chapter: Int, directive: PlacedDirective, experiment: ExperimentDirective)]
    /// The experiments' identifiers in the order of the book.
    private var ids: [String] = []
    private var resolved: [String: PlannedExperiment] = [:]
    private var underWay: [String] = []
    private(set) var faults: [Diagnostic] = []
    /// All experiments of the book, including faulty ones.
    let declared: Set<String>

    /// The maximal length of a chain of needs; each link is a recursive call.
    private static let chainLimit = 100

    /// Opens the files that runs read, and records what was found in them.
    private let files: InputFiles.Source
    private let fit: FileFit
    private let known: KnownRuns
    private let cells: (any CellReader)?
    private let arms: ArmLists

    /// A resolver of the experiments among `placed`; `faulty` are the identifiers of directives that could not be
    /// read.
    init(
        _ placed: [(chapter: Int, directive: PlacedDirective)],
        faulty: Set<String> = [],
        known: KnownRuns,
        files: InputFiles.Source = InputFiles.none,
        cells: (any CellReader)? = nil
    ) {
        self.cells = cells
        arms = ArmLists(placed.map(\.directive))
        self.files = files
        self.known = known
        fit = FileFit(isSound: known.isSound)
        var table: [String: (chapter: Int, directive: PlacedDirective, experiment: ExperimentDirective)] = [:]
        for (chapter, directive) in placed {
            guard let experiment = directive.directive as? ExperimentDirective else { continue }
            if table[experiment.id] == nil { ids.append(experiment.id) }
            table[experiment.id] = table[experiment.id] ?? (chapter, directive, experiment)
        }
        self.placed = table
        declared = faulty.union(table.keys)
    }

    /// All experiments that could be resolved, in the order of the book.
    mutating func all() -> [PlannedExperiment] {
        for id in ids { resolve(id) }
        known.keep(soundLogs: fit.sound)
        return ids.compactMap { resolved[$0] }
    }

    /// Adds further faults of experiments that could not be read, among directives of any kind.
    mutating func look(into sources: [Chapter.FaultySource]) {
        for source in sources.filter({ $0.kind == ExperimentDirective.name }).map(\.value) {
            faults += ExperimentDirective.faults(in: source.value, files: files, fit: fit)
                .map { source.diagnostic($0, of: ExperimentDirective.name) }
        }
    }

    private mutating func resolve(_ id: String) {
        guard resolved[id] == nil, let (chapter, directive, experiment) = placed[id] else { return }
        underWay.append(id)
        defer { underWay.removeLast() }
        var needed: [RunKey] = []
        for (index, need) in experiment.needs.enumerated() {
            let place = directive.source.place(of: ["needs", String(index)])
            guard placed[need] != nil else {
                guard !declared.contains(need) else { continue }
                let help = NearMiss.help(for: need, in: placed.keys)
                faults.append(Diagnostic("experiment.needs", at: place, "there is no experiment '\(need)'", help: help))
                continue
            }
            if let start = underWay.firstIndex(of: need) {
                let circle = (underWay[start...] + [need]).joined(separator: " → ")
                let message = "the needs go in a circle: \(circle)"
                faults.append(Diagnostic("experiment.cycle", at: place, message, help: "take one of them out"))
                continue
            }
            guard resolved[need] != nil || underWay.count < Self.chainLimit else {
                let message = "the needs make a chain of more than \(Self.chainLimit) experiments"
                let help = "put what is needed first, or name what is needed directly"
                faults.append(Diagnostic("experiment.needs", at: place, message, help: help))
                continue
            }
            resolve(need)
            needed += resolved[need]?.runs.map(\.key) ?? []
        }
        do {
            let runs = try runs(of: experiment, directive, needs: needed)
            resolved[id] = PlannedExperiment(
                id: id,
                chapter: chapter,
                isRecorded: experiment.readsLogs,
                startsProgram: experiment.startsProgram,
                runs: runs
            )
        } catch let error as SettingFaults {
            faults += error.faults.map { directive.source.diagnostic($0, of: "experiment") }
        } catch {
            faults.append(Diagnostic("experiment.unreadable", at: directive.place, "\(error)"))
        }
    }
    /// The runs of an experiment; throws `SettingFaults`.
    private func runs(
        of experiment: ExperimentDirective,
        _ directive: PlacedDirective,
        needs: [RunKey]
    ) throws -> [PlannedExperiment.Run] {
        if let known = known.runs(of: directive, needs: needs) {
            let written = WrittenRuns(experiment)
            return known.enumerated().map { .init($1, at: $0, of: written, needs: needs) }
        }
        let runs = try experiment.laying(arms).resolved(files: files, fit: fit, cells: cells).members.map { member in
            PlannedExperiment.Run(variant: member.variant, specification: member.specification, needs: needs)
        }
        // What a program gets of the environment is another one at another time; a cell's source or a list of arms may
        // be another.
        let isOfOthers = experiment.namesArms || runs.contains { $0.specification is CellRun }
        if !experiment.startsProgram, !isOfOthers, runs.allSatisfy(\.files.isEmpty) {
            known.keep(runs, of: directive, needs: needs)
        }
        return runs
    }
}
