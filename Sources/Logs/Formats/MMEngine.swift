/// mmengine's output.
enum MMEngine: LineFormat {
    static let name = "mmengine"
    static let summary = "mmengine: Iter(train) [ 510/2046]  lr: 1.7e-04  …  loss: 0.69  grad_norm: nan"
    static let lossKind = LossKind.window
    static let notes = ["mmengine writes the mean of the loss over a window"]

    static func read(_ line: LogLine, into rows: inout LogRows) -> Bool {
        guard let start = line.find("Iter(train)") ?? line.find("Epoch(train)"), line.has("loss: ") else {
            return false
        }
        var cursor = LineCursor(line, from: start)
        guard cursor.take("["), let first = cursor.whole() else { return false }
        var step = Double(first)
        // In `Epoch(train) [2][50/100]` the iterations of earlier epochs are added.
        if cursor.take("]"), cursor.take("["), let iteration = cursor.whole(), cursor.take("/"),
            let all = cursor.whole()
        {
            step = (step - 1) * Double(all) + Double(iteration)
        }
        rows.setStep(step)
        if let loss = line.number(behind: " loss: ") { rows.set("loss", loss) }
        if let rate = line.number(behind: " lr: ") { rows.set("lr", rate) }
        if let norm = line.number(behind: "grad_norm: ") { rows.set("grad_norm", norm) }
        return true
    }
}
