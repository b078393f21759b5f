/// torchtitan's output.
enum Torchtitan: LineFormat {
    static let name = "torchtitan"
    static let summary = "torchtitan: step: 10  loss: 3.1  grad_norm: 1.2  memory: …"
    static let lossKind = LossKind.window
    static let notes = [
        "the loss is the mean or the maximum over processes since the line before, the gradient norm before clipping"
    ]

    static func read(_ line: LogLine, into rows: inout LogRows) -> Bool {
        guard let start = line.find("step:"), line.has("memory:") || line.has("tps:") else { return false }
        var cursor = LineCursor(line, from: start)
        guard let step = cursor.whole(), cursor.take("loss:"), let loss = cursor.number() else { return false }
        rows.setStep(Double(step))
        rows.set("loss", loss)
        if let norm = line.number(behind: "grad_norm:") { rows.set("grad_norm", norm) }
        return true
    }
}
