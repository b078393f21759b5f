/// nanotron's output, with numbers such as 1.2K.
enum Nanotron: LineFormat {
    static let name = "nanotron"
    static let summary =
        "nanotron: iteration: 10 / 5000 | consumed_tokens: 1.2M | lm_loss: 2.5 | lr: 0.0003 | grad_norm: 1.1"
    static let lossKind = LossKind.step

    static func read(_ line: LogLine, into rows: inout LogRows) -> Bool {
        guard let start = line.find("iteration: "), line.has("lm_loss:") else { return false }
        var cursor = LineCursor(line, from: start)
        guard let step = cursor.number(), cursor.take("/") else { return false }
        rows.setStep(step.value)
        for (name, number) in LinePairs(line, from: start) { rows.set(rows.name(name), number) }
        return true
    }
}
