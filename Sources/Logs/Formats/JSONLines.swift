/// JSON lines with any keys: one object per line.
enum JSONLines: LogFormat {
    static let name = "jsonl"
    static let summary =
        "a JSON object a line: metrics.jsonl, W&B's history, LLaMA-Factory, lingua, Levanter and others"
    static let lossKind = LossKind.unknown

    static func score(_ sample: LogSample) -> Int {
        guard sample.firstLine.hasPrefix("{"), isMany(sample) else { return 0 }
        var rows = LogRows()
        var other = 0
        let count = sample.count { line in
            defer { rows.forget() }
            let isOne = line.isJSONObject && JSONRow.read(line, into: &rows)
            other += isOne ? 0 : 1
            return isOne
        }
        return count > other ? count : 0
    }

    /// Whether the sample is JSON lines rather than a single document on one line.
    private static func isMany(_ sample: LogSample) -> Bool {
        sample.lines.count > 1 || !JSONDocument.isDocument(sample)
    }

    /// Whether a line is marked as an evaluation: {"split": "val", "step": 100, "loss": 2.6}.
    private static func isOfEvaluation(_ texts: [String: String]) -> Bool {
        texts.contains { key, value in
            ["split", "type", "mode", "phase", "stage", "event", "kind"].contains(key)
                && ["val", "valid", "validation", "eval", "evaluation", "test", "dev"].contains(value.lowercased())
        }
    }

    static func read(_ file: LogFile, into rows: inout LogRows) throws {
        try Keyed.chooseStep(of: file, &rows)
        try file.forEachLine(&rows) { line, rows in
            var isEvaluation = false
            let isWhole = JSONRow.read(line, into: &rows) { texts, _ in
                isEvaluation = isOfEvaluation(texts)
                return true
            }
            guard isWhole else { return rows.forget("broken off, or no JSON") }
            // An evaluation's loss has the same name as the training loss.
            guard !isEvaluation else { return rows.forget("evaluations, as their lines say") }
            rows.finish(line: line.number)
        }
    }
}
