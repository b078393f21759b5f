public import Traces

// What programs record beside what every trace may hold.
extension TraceColumn {
    /// The norm of the parameters.
    public static let paramNorm = TraceColumn("param_norm", documentation: "|θ|, the Euclidean norm of the parameters.")
    /// The sum of the second moment.
    static let sumOfV = TraceColumn("sum_v", documentation: "Σv, the second moment, summed over the parameters.")
    /// The norm of the second moment.
    public static let normOfV = TraceColumn(
        "v_norm",
        documentation: "|v|, the Euclidean norm of the second moment, not Σv."
    )
    /// The loss scale of half precision.
    public static let lossScale = TraceColumn(
        "loss_scale",
        documentation: "The factor by which the loss was scaled for half precision."
    )
    /// The number of skipped steps.
    public static let skipped = TraceColumn(
        "skipped",
        documentation: "How many steps were skipped, as the program counts them."
    )
    /// The number of passes over the data.
    public static let epoch = TraceColumn(
        "epoch",
        documentation: "How many times the data were passed, with fractions where the program gives them."
    )
    /// The number of tokens seen.
    public static let tokens = TraceColumn("tokens", documentation: "How many tokens were seen so far.")
    /// The number of samples seen.
    public static let samples = TraceColumn("samples", documentation: "How many samples were seen so far.")
    /// The time.
    public static let time = TraceColumn(
        "time",
        unit: "s",
        documentation: "The time in seconds, by the program's own clock or since its start."
    )
    /// The curvature along the gradient.
    static let lambdaGradient = TraceColumn("lambda_grad")
    /// The largest curvature.
    static let lambdaLargest = TraceColumn("lambda_max")
    /// The loss of an evaluation.
    public static let evaluationLoss = TraceColumn(
        "eval_loss",
        documentation: "The loss on samples that are not trained on."
    )
    /// The loss of an evaluation over training samples.
    public static let evaluatedTrainingLoss = TraceColumn(
        "eval_train_loss",
        documentation: "The loss on training samples, evaluated apart from the steps."
    )
}
