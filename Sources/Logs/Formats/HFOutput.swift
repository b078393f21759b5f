/// The output of Hugging Face's Trainer: one Python dictionary per line.
enum HFOutput: LineFormat {
    static let name = "hf-output"
    static let summary =
        "what Hugging Face's Trainer prints: {'loss': 2.1, 'grad_norm': 1.9, 'learning_rate': 5e-05, 'epoch': 0.1}"
    static let lossKind = LossKind.window
    static let notes = ["the Trainer prints no steps: its entries are counted; trainer_state.json has the steps"]

    static func read(_ line: LogLine, into rows: inout LogRows) -> Bool {
        guard let start = line.find("{'"), line.has("'loss'") || line.has("'eval_loss'") else { return false }
        rows.summaryName = "train_runtime"
        rows.countsRows = true
        rows.stepName = rows.stepName ?? "step"
        return JSONRow.read(line, from: start - 2, into: &rows)
    }
}
