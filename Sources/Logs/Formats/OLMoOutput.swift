/// The output of OLMo and OLMo-core: a line with the step, followed by a line for each quantity.
enum OLMoOutput: LineFormat {
    static let name = "olmo-output"
    static let summary = "what OLMo prints: [step=1000/739328], then train/CrossEntropyLoss=2.5 and others, a line each"
    static let lossKind = LossKind.step

    static func read(_ line: LogLine, into rows: inout LogRows) -> Bool {
        if let start = line.find("[step=") {
            var cursor = LineCursor(line, from: start)
            guard let step = cursor.whole(), cursor.take("/") || cursor.take(",") || cursor.take("]") else {
                return false
            }
            rows.openStep = step
            return true
        }
        guard rows.openStep != nil, let sign = line.bytes.firstIndex(of: UInt8(ascii: "=")),
            let first = line.bytes.first, first == 0x20 || first == 0x09
        else { return false }
        let name = UnsafeBufferPointer(rebasing: line.bytes[..<sign])
        // Large numbers have their digits grouped: 4,194,304.
        let digits = line.bytes[(sign + 1)...].filter { $0 != UInt8(ascii: ",") }
        guard let number = digits.withUnsafeBufferPointer({ LogNumber(whole: $0) }) else { return false }
        rows.follows = true
        let text = String(decoding: name, as: UTF8.self).drop { $0 == " " || $0 == "\t" }
        rows.set(String(text), number)
        return true
    }
}
