import Settings

/// The keys of an experiment that affect its result.
enum ExperimentKeys {
    static let all =
        [
            "model", "data", "loss", "batch", "initial", "optimizer", "schedule", "guards", "layers", "second_moment",
            "rollback", "precision", "steps", "seed", "seeds", "probes", "full_loss", "detector", "diverged_above",
            "sweep", "at", "bisect", "trace",
        ] + ProgramSettings.keys

    /// Throws `SettingFaults` with a fault for each key of an experiment that says nothing about a kind of run.
    ///
    /// `fault` gives the message and the help for a key that is not among the kind's own.
    static func check(
        _ tree: Value,
        own: [String],
        _ fault: (String) -> (message: String, help: String)
    ) throws {
        guard case .map(let entries) = tree else { return }
        let faults = entries.map(\.name).filter { all.contains($0) && !own.contains($0) }.map { name in
            let (message, help) = fault(name)
            return SettingFault(.conflict, at: [name], message, help: help, atKey: true)
        }
        if !faults.isEmpty { throw SettingFaults(faults) }
    }
}
