/// torchtune's log on disk.
enum Torchtune: LineFormat {
    static let name = "torchtune"
    static let summary = "torchtune: Step 10 | loss:1.2 lr:2e-5 tokens_per_second_per_gpu:…"
    static let lossKind = LossKind.step
    static let notes = ["a step may be one of accumulation"]

    static func read(_ line: LogLine, into rows: inout LogRows) -> Bool {
        var cursor = line.cursor
        guard cursor.take("Step"), let step = cursor.whole(), cursor.take("|"), cursor.take("loss:"),
            let loss = cursor.number()
        else { return false }
        rows.setStep(Double(step))
        rows.set("loss", loss)
        if let rate = line.number(behind: " lr:") { rows.set("lr", rate) }
        if let norm = line.number(behind: " grad_norm:") { rows.set("grad_norm", norm) }
        return true
    }
}
