/// modded-nanogpt's log, which begins with the whole script.
enum ModdedNanoGPT: LineFormat {
    static let name = "modded-nanogpt"
    static let summary = "modded-nanogpt: step:10/5100 train_loss:3.1 train_time:1368ms"
    static let lossKind = LossKind.step
    static let notes = ["the loss is that of one process, not the mean of all"]

    static func read(_ line: LogLine, into rows: inout LogRows) -> Bool {
        var cursor = line.cursor
        guard cursor.take("step:"), let step = cursor.whole(), cursor.take("/"), cursor.whole() != nil else {
            return false
        }
        rows.setStep(Double(step))
        if cursor.take("train_loss:"), let loss = cursor.number() {
            rows.set("train_loss", loss)
            return true
        }
        guard cursor.take("val_loss:"), let loss = cursor.number() else { return false }
        rows.set("val_loss", loss)
        return true
    }
}
