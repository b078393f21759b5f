import Analysis
import Diagnostics
import Settings
import Training

extension CoreRun {
    static let stateProbe = "state"

    /// The maximal number of steps of a run.
    static let stepLimit = 10_000_000

    /// Reads a run from an experiment's tree without its sweep and seeds; throws `SettingFaults` with every fault.
    init(reading tree: Value, files source: InputFiles.Source = InputFiles.none, fit: FileFit? = nil) throws {
        var attempts = Attempts()
        let model = attempts.run { try UnitReader.model(tree["model"]) }
        let optimizer = attempts.run { try UnitReader.optimizer(tree["optimizer"]) }
        let common = attempts.run { try CommonSettings(ofExperiment: tree) }
        let probes = attempts.run { try ProbeList(reading: tree["probes"], hasLoss: model?.hasLoss ?? true) }
        let detector = attempts.run {
            try SettingFaults.under(["detector"]) { try SpikeDetector(reading: tree["detector"] ?? .null) }
        }
        let surroundings = attempts.run { try Surroundings(reading: tree) }
        let data = attempts.run { try DataSettings(reading: tree, for: model, files: source) }
        let interventions = attempts.run { try optimizer.map { _ in try Self.interventions(tree) } ?? [] }
        let bisection = attempts.run { try tree["bisect"].map { try Self.bisection($0, in: tree, files: source) } }
        guard attempts.faults.isEmpty, let model, let optimizer, let common, let probes, let detector, let surroundings,
            let data, let interventions, let bisection
        else { throw SettingFaults(attempts.faults) }
        loop = TrainingLoop(
            model: model,
            optimizer: optimizer,
            steps: common.steps,
            divergenceLimit: common.divergenceLimit,
            probes: probes.probes,
            recordsState: probes.recordsState
        )
        loop.precision = common.precision
        surroundings.apply(to: &loop)
        data.apply(to: &loop)
        self.data = data.source
        files = data.files
        loop.fullLossInterval = try FullLoss(common.fullLoss).interval(
            samples: data.samples(fit ?? FileFit()),
            batch: loop.problem.batch,
            detector: detector
        )
        self.detector = detector
        self.interventions = interventions
        self.bisection = bisection
        try check(tree)
    }

    /// Checks that the parts fit together; throws `SettingFaults` with every fault.
    private func check(_ tree: Value) throws {
        var attempts = Attempts()
        attempts.run { try checkLoss(tree) }
        attempts.run { try checkLayers() }
        attempts.run { try checkDetector() }
        attempts.run { try checkInterventions(tree) }
        if !attempts.faults.isEmpty { throw SettingFaults(attempts.faults) }
    }

    /// Checks that an experiment whose model has no loss requests nothing that needs one.
    private func checkLoss(_ tree: Value) throws {
        guard !model.hasLoss else { return }
        let name = type(of: model).name
        let freezing = interventions.filter(\.freezesHessian).map { ["at", String($0.step), Self.freezing] }
        let keys = ["rollback", "detector", "diverged_above", "bisect"].filter { tree[$0] != nil }.map { [$0] }
        let faults = (keys + freezing).map { path in
            let message = "\(name) has no loss, so '\(path.last ?? "")' says nothing"
            return SettingFault(.conflict, at: path, message, help: "leave it out", atKey: true)
        }
        if !faults.isEmpty { throw SettingFaults(faults) }
    }

    /// Checks that each pattern over tensors matches one, if the data's shape is known before they are read.
    private func checkLayers() throws {
        guard !loop.layers.rules.isEmpty, let shape = data?.announcedShape, let network = model as? any Network else {
            return
        }
        try SettingFaults.under(["layers"]) { _ = try loop.layers.scaling(of: network.layout(for: shape)) }
    }

    /// Checks that the detector's loss is recorded at each step, since the detector stops at the first step without
    /// one.
    private func checkDetector() throws {
        guard data != nil, loop.problem.batch.size > 0, detector.looksAtAllSamples, loop.fullLossInterval != 1 else {
            return
        }
        let every = loop.fullLossInterval == 0 ? "never" : "each \(loop.fullLossInterval) steps only"
        let message = "the detector looks at full_loss, which is recorded \(every)"
        throw SettingFault(.conflict, at: ["full_loss"], message, help: "write full_loss: 1, or leave it out")
    }

    private static func bisection(_ value: Value, in tree: Value, files: InputFiles.Source) throws -> Bisection {
        let bisection = try SettingFaults.under(["bisect"]) { try Bisection(reading: value) }
        guard let root = bisection.path.first, Self.bisectable.contains(root),
            tree.value(at: bisection.path.dropLast()) != nil
        else {
            throw SettingFaults([
                SettingFault(
                    .unknownKey,
                    at: ["bisect", "setting"],
                    "there is no setting '\(bisection.setting)' to bisect",
                    help: "name a number by its path, such as optimizer.sgd.lr, below something written above"
                )
            ])
        }
        // Inner values of an interval are fractions, which an integer setting refuses.
        let inner = bisection.low + 0.381 * (bisection.high - bisection.low)
        for (place, bound) in [("low", bisection.low), ("high", bisection.high), ("setting", inner)] {
            do {
                _ = try CoreRun(
                    reading: tree.without("bisect").setting(bisection.path, to: .number(bound)),
                    files: files
                )
            } catch let error as SettingFaults {
                throw SettingFaults(error.faults.map { bisection.located($0, at: place, in: tree) })
            }
        }
        return bisection
    }

    /// The keys of an experiment whose numbers can be bisected.
    private static let bisectable = ["model", "optimizer", "detector", "diverged_above"]
}

extension Bisection {
    /// Moves a fault caused by trying a bound to the bisection; the tree's own faults stay where they are.
    fileprivate func located(_ fault: SettingFault, at bound: String, in tree: Value) -> SettingFault {
        guard fault.path.starts(with: path) || path.starts(with: fault.path) && tree.value(at: fault.path) == nil else {
            return fault
        }
        let isName = fault.kind == .unknownKey || fault.kind == .unknownUnit || fault.kind == .wrongType
        return SettingFault(fault.kind, at: ["bisect", isName ? "setting" : bound], fault.message, help: fault.help)
    }
}
