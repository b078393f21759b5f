/// llm.c's main.log, and the older log of modded-nanogpt in the same form.
enum LLMC: LineFormat {
    static let name = "llm.c"
    static let summary = "llm.c's main.log: s:10 trl:3.1 lr:3e-4 norm:1.2"
    static let lossKind = LossKind.step

    static func read(_ line: LogLine, into rows: inout LogRows) -> Bool {
        var cursor = line.cursor
        guard cursor.take("s:"), let step = cursor.whole() else { return false }
        rows.setStep(Double(step))
        if cursor.take("trl:"), let loss = cursor.number() {
            rows.set("trl", loss)
            if cursor.take("lr:"), let rate = cursor.number() { rows.set("lr", rate) }
            if cursor.take("norm:"), let norm = cursor.number() { rows.set("norm", as: "grad_norm", norm) }
            return true
        }
        if cursor.take("tel:"), let loss = cursor.number() {
            rows.set("tel", loss)
            return true
        }
        return cursor.take("eval:") && cursor.number() != nil
    }
}
