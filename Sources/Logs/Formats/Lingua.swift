/// lingua's metrics.
enum Lingua: KeyDialect {
    static let name = "lingua"
    static let summary = "lingua's metrics.jsonl: global_step, loss/out, optim/grad_norm"
    static let lossKind = LossKind.step
    static let notes: [String] = ["a gradient norm of -1 means not measured: such values are left out"]

    static func isOne(_ names: Set<String>) -> Bool {
        names.contains("loss/out")
    }
}
