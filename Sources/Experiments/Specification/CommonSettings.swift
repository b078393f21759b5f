import Settings
import Training

/// The settings of an experiment that belong to no unit.
struct CommonSettings: Configurable {
    static let name = "an experiment"
    static let summary = "What belongs to no unit."
    static let settings: [Setting<CommonSettings>] = [
        Setting("steps", \.steps, in: 1...CoreRun.stepLimit, "How many steps to take."),
        Setting("diverged_above", \.divergenceLimit, in: .positive, "A loss above this is divergence."),
        Setting(
            "precision",
            \.precision,
            "The precision in which parameters, gradients and the optimizer's state are kept."
        ),
        Setting(
            "full_loss",
            \.fullLoss,
            .either([.text(among: ["auto"]), .whole(0...CoreRun.stepLimit)]),
            allowed: FullLoss.allowed,
            "In mini-batch training, the loss over all samples is recorded every n steps; 0 never records it. "
                + "auto records it once in ten passes over the samples, every 10 · samples / batch steps, which takes some "
                + "3 % of the time, or at every step when the detector needs it."
        ),
    ]
    static let required: Set<String> = ["steps"]

    var steps = 1_000
    var divergenceLimit = 1e100
    var precision = TrainingLoop.Precision.float64
    var fullLoss = Value.text("auto")

    init() {}

    func validate() throws {
        try SettingFaults.under(["full_loss"]) { _ = try FullLoss(fullLoss) }
    }

    init(ofExperiment tree: Value) throws {
        guard case .map(let entries) = tree else {
            throw SettingFaults([SettingFault(.wrongType, at: [], "an experiment is a map of settings")])
        }
        let own = entries.filter { entry in Self.settings.contains { $0.name == entry.name } }
        guard own.contains(where: { $0.name == "steps" }) else {
            let help = "write steps: and how many"
            throw SettingFaults([SettingFault(.missing, at: [], "the number of steps is missing", help: help)])
        }
        try self.init(reading: .map(own))
    }
}
