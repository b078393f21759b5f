/// nanoGPT's output.
enum NanoGPT: LineFormat {
    static let name = "nanogpt"
    static let summary = "nanoGPT: iter 10: loss 3.1, time 80ms, mfu 30%"
    static let lossKind = LossKind.step
    static let notes = ["lines 'step N: train loss …, val loss …' are evaluations, kept apart"]

    static func read(_ line: LogLine, into rows: inout LogRows) -> Bool {
        var cursor = line.cursor
        if cursor.take("iter "), let step = cursor.whole(), cursor.take(": loss "), let loss = cursor.number() {
            rows.setStep(Double(step))
            rows.set("loss", loss)
            if let rate = line.number(behind: ", lr ") { rows.set("lr", rate) }
            return true
        }
        cursor = line.cursor
        guard cursor.take("step "), let step = cursor.whole(), cursor.take(": train loss "),
            let train = cursor.number(), cursor.take(", val loss "), let loss = cursor.number()
        else { return false }
        rows.setStep(Double(step))
        rows.set("eval_train_loss", train)
        rows.set("val loss", loss)
        return true
    }
}
