@testable import Logs

/// What tinyloop prints.
enum TinyLoop: LineFormat {
    static let name = "tinyloop"
    static let summary = "tinyloop: @10 loss=2.5 rate=0.001"
    static let lossKind = LossKind.step

    static func read(_ line: LogLine, into rows: inout LogRows) -> Bool {
        var cursor = line.cursor
        guard cursor.take("@"), let step = cursor.whole(), cursor.take("loss="), let loss = cursor.number() else {
            return false
        }
        rows.setStep(Double(step))
        rows.set("loss", loss)
        if let rate = line.number(behind: "rate=") { rows.set("lr", rate) }
        return true
    }
}
