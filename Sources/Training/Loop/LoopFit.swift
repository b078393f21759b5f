import Settings
import Tensors

extension TrainingLoop {
    /// Throws `SettingFaults` or a ``DataFault`` when model, data, layers and initial parameters do not fit together.
    ///
    /// It finds the faults that ``run(isCancelled:)`` would find at the beginning, without recording the network.
    public func checkFit() throws {
        guard let network = model as? any Network, let schedule = problem.data else {
            _ = try objective(in: Double.self)
            return
        }
        let counts = schedule.parts.map(\.dataset.count)
        try network.checkFit(schedule.shape, loss: problem.loss, batch: problem.batch, counts: counts)
        let layout = network.layout(for: schedule.shape)
        try SettingFaults.under(["layers"]) { _ = try layers.scaling(of: layout) }
        guard !problem.initializer.files.isEmpty else { return }
        var random = Random(seed: problem.seed, stream: "parameters")
        try SettingFaults.under(["initial", type(of: problem.initializer).name]) {
            _ = try problem.initializer.parameters(of: layout, random: &random, files: problem.files)
        }
    }
}
