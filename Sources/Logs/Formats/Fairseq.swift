/// fairseq's output: lines within an epoch, for whole epochs, and for overflows.
enum Fairseq: LineFormat {
    static let name = "fairseq"
    static let summary = "fairseq: | epoch 1: 40 / 900 loss=5.1, gnorm=1.3, clip=20, loss_scale=64, lr=…"
    static let lossKind = LossKind.window
    static let unit: String? = "bits"
    static let notes = ["fairseq writes losses in bits (base 2), not in nats"]

    static func read(_ line: LogLine, into rows: inout LogRows) -> Bool {
        if line.has("overflow detected"), let scale = line.number(behind: "loss scale to: ") {
            rows.set("loss_scale", scale)
            rows.follows = true
            return true
        }
        guard let start = line.find("epoch "), line.has("loss") else { return json(line, into: &rows) }
        var cursor = LineCursor(line, from: start)
        guard let epoch = cursor.number()?.value else { return false }
        if cursor.take(":"), let update = cursor.whole(), cursor.take("/"), let all = cursor.whole() {
            rows.setStep((epoch - 1) * Double(all) + Double(update))
        } else if !cursor.take("|") {
            return false
        }
        let isEvaluation = line.has("valid_") || line.has("valid on")
        for (name, number) in LinePairs(line, from: start) {
            let text = String(decoding: name, as: UTF8.self)
            if text == "num_updates" { rows.setStep(number.value) }
            rows.set(rows.name(isEvaluation && text == "loss" ? "valid_loss" : text), number)
        }
        return true
    }

    /// Reads the form of later versions: one dictionary per line, with all values in quotes.
    private static func json(_ line: LogLine, into rows: inout LogRows) -> Bool {
        guard line.has("[train"), let start = line.find("{\"epoch\""), line.has("num_updates") else { return false }
        rows.stepName = rows.stepName ?? "num_updates"
        return JSONRow.read(line, from: start - 8, into: &rows)
    }
}
