/// nanochat's output.
enum Nanochat: LineFormat {
    static let name = "nanochat"
    static let summary = "nanochat: step 10/5000 (0.2%) | loss: 3.1 | lrm: 1.0"
    static let lossKind = LossKind.ema
    static let notes = ["the loss is a running average (debiased): a spike is delayed and lowered"]

    static func read(_ line: LogLine, into rows: inout LogRows) -> Bool {
        var cursor = line.cursor
        guard cursor.take("step"), let step = cursor.whole(), cursor.take("/"), cursor.whole() != nil,
            cursor.take("("), cursor.number() != nil, cursor.take("%)"), let loss = line.number(behind: "| loss:")
        else { return false }
        rows.setStep(Double(step))
        rows.set("loss", loss)
        if let norm = line.number(behind: "| grad norm:") { rows.set("grad norm", norm) }
        return true
    }
}
