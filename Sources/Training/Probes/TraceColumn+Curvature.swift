public import Traces

extension TraceColumn {
    /// The Hessian's largest eigenvalue.
    public static let lambdaMaxH = TraceColumn(
        "lambda_max_h",
        documentation: "λ_max(H), the largest eigenvalue of the Hessian before the update."
    )
    /// The preconditioned Hessian's largest eigenvalue.
    public static let lambdaMax = TraceColumn(
        "lambda_max",
        documentation: "λ_max(Ĥ) of Ĥ = c·D·H, D the step's preconditioner, c its momentum factor."
    )
    /// The curvature along the gradient.
    public static let lambdaGrad = TraceColumn(
        "lambda_grad",
        documentation: "λ_grad(Ĥ) = gᵀĤg/|g|² (Bai et al. 2025, eq. 8)."
    )
    /// The same in the exact one-step form.
    public static let lambdaGradExact = TraceColumn(
        "lambda_grad_exact",
        documentation: "c·gᵀDHDg/(gᵀDg), the curvature along the step that D and g alone would take."
    )
    /// The curvature along the step taken.
    public static let lambdaStep = TraceColumn(
        "lambda_step",
        documentation: "dᵀHd/(−η·gᵀd) for the step d = Δθ as taken: above 2/η the step raises a quadratic loss."
    )
    /// The relative residual of the preconditioned Hessian's eigenvector.
    public static let residual = TraceColumn(
        "residual",
        documentation: "|Aq − λq|/|λ| of λ_max(Ĥ)'s computed eigenvector q: a bound on its relative error."
    )
    /// The relative residual of the Hessian's eigenvector.
    public static let residualH = TraceColumn("residual_h", documentation: "The same for λ_max(H).")
    /// The number of Hessian products.
    public static let products = TraceColumn(
        "products",
        isWhole: true,
        documentation: "How many Hessian products the step's curvature took."
    )
    /// The gradient's share in the unstable direction.
    public static let gradientAlignment = TraceColumn(
        "gradient_alignment",
        documentation: "|qᵀD^½g|/|D^½g|, the cosine between the top eigenvector q of D^½HD^½ and the gradient in its "
            + "coordinates."
    )
    /// The alignment of the unstable direction with the previous one.
    public static let eigenvectorAlignment = TraceColumn(
        "eigenvector_alignment",
        documentation: "|qᵀq′|, the cosine between the top eigenvector and that of the step probed before."
    )
    /// The preconditioner's share in the change of the eigenvalue.
    public static let preconditionerGrowth = TraceColumn(
        "preconditioner_growth",
        documentation: "Σq²·Δlog(cD) since the step probed before: the preconditioner's share in the change of log "
            + "λ_max(Ĥ), to first order."
    )
    /// The second moment along the unstable direction.
    public static let vAlong = TraceColumn(
        "v_along",
        documentation: "Σq²·v, the second moment weighted by the top eigenvector."
    )
}
