/// The keys of an experiment that affect its result.
enum ExperimentKeys {
    static let all =
        [
            "model", "data", "loss", "batch", "initial", "optimizer", "schedule", "guards", "layers", "second_moment",
            "rollback", "precision", "steps", "seed", "seeds", "probes", "full_loss", "detector", "diverged_above",
            "sweep", "at", "bisect", "trace",
        ] + ProgramSettings.keys
}
