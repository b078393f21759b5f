/// OLMo's and OLMo-core's metrics.
enum OLMo: KeyDialect {
    static let name = "olmo"
    static let summary = "OLMo and OLMo-core: train/CrossEntropyLoss, optim/total_grad_norm"
    static let lossKind = LossKind.step
    static let notes: [String] = ["norms of exp_avg_sq are |v|, not Σv"]

    static func isOne(_ names: Set<String>) -> Bool {
        !names.isDisjoint(with: [
            "train/CrossEntropyLoss", "train/CE loss", "optim/total grad norm", "optim/total_grad_norm",
        ])
    }
}
