/// Megatron-LM's output, with the forms of Megatron-DeepSpeed and GPT-NeoX.
enum Megatron: LineFormat {
    static let name = "megatron"
    static let summary = "Megatron-LM, Megatron-DeepSpeed, GPT-NeoX: iteration 120/ 5000 | … | lm loss: 2.5E+00 | … |"
    static let lossKind = LossKind.window
    static let notes = [
        "the loss is the mean over the iterations that were not skipped, the gradient norm that of the last one before "
            + "clipping; where a line has no loss, it was NaN"
    ]

    static func read(_ line: LogLine, into rows: inout LogRows) -> Bool {
        guard let start = line.find("iteration "),
            line.has("| number of skipped iterations:") || line.has("lm loss")
                || line.has("lm_loss")
        else { return false }
        var cursor = LineCursor(line, from: start)
        guard let step = cursor.whole(), cursor.take("/") else { return false }
        rows.setStep(Double(step))
        var hasLoss = false
        for (name, number) in LinePairs(line, from: start) {
            let column = rows.name(name)
            rows.set(column, number)
            hasLoss = hasLoss || rows.isOfLoss(column)
        }
        if !hasLoss { rows.set("lm loss", LogNumber(.nan)) }
        return true
    }
}
