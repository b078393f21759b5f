/// Lightning's CSVLogger.
enum Lightning: KeyDialect {
    static let name = "lightning"
    static let summary = "Lightning's metrics.csv, with many empty cells"
    static let lossKind = LossKind.step
    static let notes: [String] = ["Lightning writes the loss of the last batch, not a mean"]

    static func isOne(_ names: Set<String>) -> Bool {
        names.isSuperset(of: ["epoch", "step"]) && !names.contains("global_step")
            && names.contains { $0.contains("loss") }
    }
}
