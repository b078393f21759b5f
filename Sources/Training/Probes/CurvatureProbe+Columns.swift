public import Traces

extension CurvatureProbe {
    public static let columns: [TraceColumn] = [
        .lambdaMaxH, .lambdaMax, .lambdaGrad, .lambdaGradExact, .lambdaStep, .residual, .residualH, .products,
        .gradientAlignment, .eigenvectorAlignment, .preconditionerGrowth, .vAlong,
    ]
}
