/// Levanter's metrics.
enum Levanter: KeyDialect {
    static let name = "levanter"
    static let summary = "Levanter (Marin): train/loss, grad/norm/total, updates/norm/total"
    static let lossKind = LossKind.step
    static let notes: [String] = ["norms are written every n-th step only"]

    static func isOne(_ names: Set<String>) -> Bool {
        !names.isDisjoint(with: ["grad/norm/total", "updates/norm/total", "params/norm/total"])
    }
}
