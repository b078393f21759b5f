/// DeepSpeed's CSV monitor.
enum DeepSpeedTable: KeyDialect {
    static let name = "deepspeed-csv"
    static let summary = "DeepSpeed's CSV monitor: a file a metric, step,Train/Samples/train_loss"
    static let lossKind = LossKind.step
    static let joinsFiles = true
    static let notes: [String] = ["DeepSpeed counts samples here, not steps"]

    static func isOne(_ names: Set<String>) -> Bool {
        names.contains { $0.hasPrefix("Train/Samples/") }
    }
}
