/// DeepSpeed's own lines, which report steps, rates and overflows but no loss.
enum DeepSpeed: LineFormat {
    static let name = "deepspeed"
    static let summary = "DeepSpeed: step=200, skipped=4, lr=[3e-4], mom=[(0.9, 0.999)], beside lines with a loss"
    static let lossKind = LossKind.unknown
    static let notes = ["DeepSpeed's skipped steps count as steps"]

    static func read(_ line: LogLine, into rows: inout LogRows) -> Bool {
        if line.has("OVERFLOW"), let scale = line.number(behind: "reducing to ") {
            rows.set("loss scale", scale)
            rows.follows = true
            return true
        }
        guard let start = line.find("step="), line.has("skipped=") else { return false }
        var cursor = LineCursor(line, from: start)
        guard let step = cursor.whole() else { return false }
        rows.setStep(Double(step))
        if let skipped = line.number(behind: "skipped=") { rows.set("skipped", skipped) }
        if let rate = line.number(behind: "lr=[") { rows.set("lr", rate) }
        if let loss = line.number(behind: " loss=") ?? line.number(behind: " loss: ") { rows.set("loss", loss) }
        return true
    }
}
