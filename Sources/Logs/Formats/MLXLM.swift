/// mlx-lm's output.
enum MLXLM: LineFormat {
    static let name = "mlx-lm"
    static let summary = "mlx-lm: Iter 10: Train loss 1.379, Learning Rate 1.000e-05, It/sec 0.5"
    static let lossKind = LossKind.window
    static let notes = ["mlx-lm writes the mean of the loss since the line before"]

    static func read(_ line: LogLine, into rows: inout LogRows) -> Bool {
        var cursor = line.cursor
        guard cursor.take("Iter "), let step = cursor.whole(), cursor.take(":") else { return false }
        rows.setStep(Double(step))
        if cursor.take("Val loss"), let loss = cursor.number() {
            rows.set("Val loss", loss)
            return true
        }
        guard cursor.take("Train loss"), let loss = cursor.number() else { return false }
        rows.set("Train loss", loss)
        if let rate = line.number(behind: "Learning Rate ") ?? line.number(behind: "LR ") { rows.set("lr", rate) }
        if let norm = line.number(behind: "grad_norm ") { rows.set("grad_norm", norm) }
        if let skipped = line.number(behind: "skipped ") { rows.set("skipped", skipped) }
        return true
    }
}
