// Quantities that any run may record, of this or another program; those measured by one probe only are declared beside it.
extension TraceColumn {
    /// The loss before the update.
    public static let loss = TraceColumn(
        "loss",
        documentation: "The loss L(θ) before the step's update; in mini-batch training that of the step's batch."
    )
    /// The loss over all samples.
    public static let fullLoss = TraceColumn(
        "full_loss",
        documentation: "In mini-batch training, the loss over all samples at the same point, as often as "
            + "`full_loss` says."
    )
    /// The gradient's norm.
    public static let gradNorm = TraceColumn(
        "grad_norm",
        documentation: "|g|, the Euclidean norm of the gradient at the same point."
    )
    /// The step's length.
    public static let updateNorm = TraceColumn(
        "update_norm",
        documentation: "|Δθ|, the Euclidean norm of the step's change of the parameters."
    )
    /// The step's length relative to the parameters.
    public static let updateRatio = TraceColumn(
        "update_ratio",
        documentation: "|Δθ|/|θ|, the step relative to the parameters before it."
    )
    /// The learning rate.
    public static let lr = TraceColumn("lr", documentation: "The learning rate η of the step.")
    /// The threshold of stability.
    public static let threshold = TraceColumn(
        "threshold",
        documentation: "2/η, which λ must stay below; the momentum's factor stands in λ, not here."
    )
    /// The factor by which guards scaled the gradient.
    public static let gradientFactor = TraceColumn(
        "gradient_factor",
        documentation: "The factor by which guards scaled the gradient as a whole: |g after|/|g before|; 1 without "
            + "guards."
    )
}
