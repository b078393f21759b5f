/// Lines of any script with names and numbers, a step and a loss among them.
enum KeyedLines: LineFormat {
    static let name = "text"
    static let summary = "any lines with names and numbers, such as step 10 | loss 2.6 | grad_norm 9.9"
    static let lossKind = LossKind.unknown

    /// A quarter of the matching lines.
    ///
    /// Such lines are common, so a format that recognises some of them should win.
    static func score(_ sample: LogSample) -> Int {
        var rows = LogRows()
        let count = sample.count { line in
            defer { rows.forget() }
            return read(line, into: &rows)
        }
        return (count + 3) / 4
    }

    /// Reads the names and numbers of a line.
    ///
    /// Lines of JSON and comments are left to other formats.
    static func read(_ line: LogLine, into rows: inout LogRows) -> Bool {
        guard let first = line.bytes.first(where: { $0 > 0x20 }), first != UInt8(ascii: "{"), !line.has("# ") else {
            return false
        }
        var (hasStep, hasLoss) = (false, false)
        for (name, number) in LinePairs(line) {
            let text = String(decoding: name, as: UTF8.self)
            if !hasStep, text == rows.stepName || rows.stepName == nil && ColumnNames.stepRank(of: text) != nil,
                LogColumn.folded(text) != "epoch"
            {
                hasStep = true
                rows.setStep(number.value)
            }
            let column = rows.name(name)
            rows.set(column, number)
            hasLoss = hasLoss || rows.isOfLoss(column)
        }
        // char-rnn and others begin a line with the step: 750/9500 (epoch 3.947), train_loss = 1.73; 750 | loss 8.3 |
        // lr 1e-5
        if !hasStep, hasLoss {
            var cursor = line.cursor
            if let step = cursor.whole(), cursor.take("/") ? cursor.whole() != nil : cursor.take("|") {
                rows.setStep(Double(step))
                hasStep = true
            }
        }
        if !hasStep, hasLoss, rows.isLossChosen {
            rows.countsRows = true
            return true
        }
        return hasStep && hasLoss
    }
}
