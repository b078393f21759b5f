/// LLaMA-Factory's log.
enum LLaMAFactory: KeyDialect {
    static let name = "llama-factory"
    static let summary = "LLaMA-Factory's trainer_log.jsonl"
    static let lossKind = LossKind.window
    static let notes: [String] = ["LLaMA-Factory writes the mean of the loss since the line before"]

    static func isOne(_ names: Set<String>) -> Bool {
        names.isSuperset(of: ["current_steps", "total_steps"])
    }
}
