/// A quantity that is recorded once a step.
public enum TraceColumn: Int, Sendable, CaseIterable {
    case loss, fullLoss, gradNorm, updateNorm, updateRatio, lr, threshold, gradientFactor, sumV
    case effectiveRate, dip, lambdaMaxH, lambdaMax, lambdaGrad, lambdaGradExact, lambdaStep, residual
    case residualH, products, gradientAlignment, eigenvectorAlignment, preconditionerGrowth, vAlong

    /// Its name in tables and in CSV.
    public var name: String {
        switch self {
        case .loss: "loss"
        case .fullLoss: "full_loss"
        case .gradNorm: "grad_norm"
        case .updateNorm: "update_norm"
        case .updateRatio: "update_ratio"
        case .lr: "lr"
        case .threshold: "threshold"
        case .gradientFactor: "gradient_factor"
        case .sumV: "sum_v"
        case .effectiveRate: "effective_rate"
        case .dip: "dip"
        case .lambdaMaxH: "lambda_max_h"
        case .lambdaMax: "lambda_max"
        case .lambdaGrad: "lambda_grad"
        case .lambdaGradExact: "lambda_grad_exact"
        case .lambdaStep: "lambda_step"
        case .residual: "residual"
        case .residualH: "residual_h"
        case .products: "products"
        case .gradientAlignment: "gradient_alignment"
        case .eigenvectorAlignment: "eigenvector_alignment"
        case .preconditionerGrowth: "preconditioner_growth"
        case .vAlong: "v_along"
        }
    }

    /// What it is, with formula and convention.
    public var documentation: String {
        switch self {
        case .loss: "The loss L(θ) before the step's update; in mini-batch training that of the step's batch."
        case .fullLoss:
            "In mini-batch training, the loss over all samples at the same point, as often as `full_loss` says."
        case .gradNorm: "|g|, the Euclidean norm of the gradient at the same point."
        case .updateNorm: "|Δθ|, the Euclidean norm of the step's change of the parameters."
        case .updateRatio: "|Δθ|/|θ|, the step relative to the parameters before it."
        case .lr: "The learning rate η of the step."
        case .threshold: "2/η, which λ must stay below; the momentum's factor stands in λ, not here."
        case .gradientFactor:
            "The factor by which guards scaled the gradient as a whole: |g after|/|g before|; 1 without "
                + "guards."
        case .sumV: "Σv, the second moment after the step's gradient entered it, summed, without bias correction."
        case .effectiveRate: "The largest η/√v̂ over the coordinates."
        case .dip: "Hartigan's dip of the distribution of m/√v over the coordinates: above 0 the less unimodal it is."
        case .lambdaMaxH: "λ_max(H), the largest eigenvalue of the Hessian before the update."
        case .lambdaMax: "λ_max(Ĥ) of Ĥ = c·D·H, D the step's preconditioner, c its momentum factor."
        case .lambdaGrad: "λ_grad(Ĥ) = gᵀĤg/|g|² (Bai et al. 2025, eq. 8)."
        case .lambdaGradExact: "c·gᵀDHDg/(gᵀDg), the curvature along the step that D and g alone would take."
        case .lambdaStep: "dᵀHd/(−η·gᵀd) for the step d = Δθ as taken: above 2/η the step raises a quadratic loss."
        case .residual: "|Aq − λq|/|λ| of λ_max(Ĥ)'s computed eigenvector q: a bound on its relative error."
        case .residualH: "The same for λ_max(H)."
        case .products: "How many Hessian products the step's curvature took."
        case .gradientAlignment:
            "|qᵀD^½g|/|D^½g|, the cosine between the top eigenvector q of D^½HD^½ and the gradient in its "
                + "coordinates."
        case .eigenvectorAlignment: "|qᵀq′|, the cosine between the top eigenvector and that of the step probed before."
        case .preconditionerGrowth:
            "Σq²·Δlog(cD) since the step probed before: the preconditioner's share in the change of log "
                + "λ_max(Ĥ), to first order."
        case .vAlong: "Σq²·v, the second moment weighted by the top eigenvector."
        }
    }
}
