public import Traces

/// A quantity that logs record, with its names in various programs.
public struct LogColumn: Sendable {
    /// The canonical column.
    public var column: TraceColumn
    /// The names without prefixes, the likeliest first, in the form that ``folded(_:)`` gives.
    var aliases: [String]

    init(_ column: TraceColumn, _ aliases: String...) {
        self.column = column
        self.aliases = [column.name] + aliases
    }

    /// The quantities that an entry of a log can hold.
    public static let all: [LogColumn] = [
        LogColumn(
            .loss,
            "train_loss",
            "training_loss",
            "train_loss_step",
            "loss_step",
            "lm_loss",
            "trl",
            "train_batch_loss",
            "batch_loss",
            "ce_loss",
            "crossentropyloss",
            "cross_entropy_loss",
            "loss_out",
            "loss_train",
            "reduced_train_loss",
            "loss_train_total",
            "global_avg_loss",
            "mean_loss",
            "total_loss",
            "train_loss_epoch",
            "loss_epoch",
            "epoch_loss"
        ),
        LogColumn(
            .lr,
            "learning_rate",
            "learning_rate_group0",
            "lr_group0",
            "lr_group_0",
            "learning_rate_group_0",
            "current_lr",
            "base_lr"
        ),
        LogColumn(
            .gradNorm,
            "gradient_norm",
            "gnorm",
            "total_grad_norm",
            "grad_norm_total",
            "global_grad_norm",
            "grad_norm_step",
            "grad_2_norm_step",
            "grad_2_norm",
            "grad_2_0_norm_total",
            "l2_norm_grad_global",
            "grad_norm_global"
        ),
        LogColumn(.updateNorm, "update_norm_total", "updates_norm_total", "l2_norm_update_global", "step_norm"),
        LogColumn(
            .paramNorm,
            "parameter_norm",
            "params_norm",
            "params_norm_total",
            "weight_norm",
            "l2_norm_param_global"
        ),
        LogColumn(.sumOfV), LogColumn(.normOfV), LogColumn(.lossScale, "loss_scaler", "grad_scale", "scale"),
        LogColumn(.skipped, "number_of_skipped_iterations", "skipped_iterations", "step_skipped", "skipped_steps"),
        LogColumn(.epoch, "epochs"),
        LogColumn(
            .tokens,
            "consumed_tokens",
            "tokens_seen",
            "tokens_seen_total",
            "num_input_tokens_seen",
            "num_tokens",
            "total_tokens",
            "trained_tokens",
            "n_tokens_seen",
            "num_tokens_seen"
        ),
        LogColumn(.samples, "consumed_samples", "num_samples", "samples_seen"),
        LogColumn(.time, "wall_time", "timestamp", "_timestamp", "_runtime", "runtime", "elapsed_time", "total_time"),
        LogColumn(.lambdaGradient), LogColumn(.lambdaLargest),
    ]

    /// The losses of evaluations, which have steps of their own.
    public static let evaluations: [LogColumn] = [
        LogColumn(.evaluationLoss, "val_loss", "validation_loss", "test_loss", "valid_loss", "dev_loss", "tel"),
        LogColumn(.evaluatedTrainingLoss),
    ]

    /// The names of step counters, the likeliest first.
    ///
    /// W&B's `_step` counts calls, so it comes late.
    static let steps = [
        "step", "global_step", "current_steps", "num_updates", "iteration", "iter", "iters", "update", "updates",
        "train_step", "training_step", "optimizer_step", "global_steps", "it", "batch", "_step", "epoch",
    ]

    /// A name in lower case with underscores between words: `GradNorm`, `grad norm` and `grad-norm` give `grad_norm`.
    static func folded(_ name: some StringProtocol) -> String {
        var folded = ""
        var wasSmall = false
        for scalar in name.unicodeScalars {
            let isLetter = scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
            if scalar.properties.isUppercase, wasSmall { folded += "_" }
            if isLetter { folded += scalar.properties.lowercaseMapping } else if folded.last != "_" { folded += "_" }
            wasSmall = isLetter && !scalar.properties.isUppercase
        }
        while folded.last == "_" { folded.removeLast() }
        return folded
    }
}
