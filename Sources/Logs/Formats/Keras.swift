/// Keras' CSVLogger.
enum Keras: KeyDialect {
    static let name = "keras"
    static let summary = "Keras' CSVLogger: epoch,loss,val_loss,lr"
    static let lossKind = LossKind.epoch
    static let notes: [String] = [
        "Keras writes a row an epoch, the running mean of the loss: spikes within an epoch are invisible"
    ]

    static func isOne(_ names: Set<String>) -> Bool {
        names.isSuperset(of: ["epoch", "loss"]) && !names.contains("step") && !names.contains { $0.hasSuffix("_step") }
            && !names.contains { $0.contains("iter") }
    }
}
