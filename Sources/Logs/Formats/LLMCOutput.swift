/// llm.c's output: each loss and norm is followed by its outlier score, which is ignored.
enum LLMCOutput: LineFormat {
    static let name = "llm.c-output"
    static let summary = "what llm.c prints: step 10/19560 | loss 3.1 (+0.2z)| norm 1.2 (-0.1z)| lr 3e-4"
    static let lossKind = LossKind.step

    static func read(_ line: LogLine, into rows: inout LogRows) -> Bool {
        var cursor = line.cursor
        guard cursor.take("step"), let step = cursor.whole(), cursor.take("/"), cursor.whole() != nil,
            cursor.take("| loss"), let loss = cursor.number(), cursor.take("(")
        else { return false }
        rows.setStep(Double(step))
        rows.set("loss", loss)
        if let norm = line.number(behind: "| norm") { rows.set("norm", as: "grad_norm", norm) }
        if let rate = line.number(behind: "| lr") { rows.set("lr", rate) }
        return true
    }
}
