/// W&B's history.
enum WandbHistory: KeyDialect {
    static let name = "wandb-history"
    static let summary = "W&B's history as JSON lines or CSV: _step, _runtime and the keys"
    static let lossKind = LossKind.unknown
    static let notes: [String] = [
        "after a roll-back W&B ignores steps until the old ones are passed, so that a restart may be missing"
    ]

    static func isOne(_ names: Set<String>) -> Bool {
        names.contains("_step") && (names.contains("_runtime") || names.contains("_timestamp"))
    }
}
