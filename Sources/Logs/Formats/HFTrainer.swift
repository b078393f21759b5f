/// Hugging Face's `trainer_state.json`.
enum HFTrainer: LogFormat {
    static let name = "hf-trainer"
    static let summary = "Hugging Face Trainer's trainer_state.json"
    static let lossKind = LossKind.window
    static let notes = [
        "the Trainer writes the mean of the loss since the entry before, with four decimals; by default it replaces losses "
            + "that are not finite by that mean"
    ]

    static func score(_ sample: LogSample) -> Int {
        let isOne = sample.lines.prefix(4_000).contains { line in
            line.withUnsafeBufferPointer { LogLine($0, number: 1).has("\"log_history\"") }
        }
        return isOne && sample.firstLine.hasPrefix("{") ? 1_000 : 0
    }

    static func read(_ file: LogFile, into rows: inout LogRows) throws {
        rows.summaryName = "train_runtime"
        try JSONDocument.read(file, path: "log_history", into: &rows)
    }
}
