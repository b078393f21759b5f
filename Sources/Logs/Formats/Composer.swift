/// Composer's metrics.
enum Composer: KeyDialect {
    static let name = "composer"
    static let summary = "Composer: loss/train/total, l2_norm/grad/global, lr-DecoupledAdamW/group0"
    static let lossKind = LossKind.step
    static let notes: [String] = ["Composer writes no second moment"]

    static func isOne(_ names: Set<String>) -> Bool {
        names.contains("loss/train/total")
    }
}
