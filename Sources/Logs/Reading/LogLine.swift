/// A line of a log.
struct LogLine {
    let bytes: UnsafeBufferPointer<UInt8>
    /// The line's number, from 1.
    let number: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, number: Int) {
        self.bytes = bytes
        self.number = number
    }

    /// Whether the line contains a text.
    func has(_ text: StaticString) -> Bool { find(text) != nil }

    /// The position after a text's first occurrence; nil when there is none.
    func find(_ text: StaticString, from start: Int = 0) -> Int? {
        let count = text.utf8CodeUnitCount
        guard let wanted = text.hasPointerRepresentation ? text.utf8Start : nil, bytes.count >= count + start else {
            return nil
        }
        for place in start...(bytes.count - count) where bytes[place] == wanted[0] {
            var same = 1
            while same < count, bytes[place + same] == wanted[same] { same += 1 }
            if same == count { return place + count }
        }
        return nil
    }

    /// Calls `body` with the line, without terminal colours.
    func withoutColours<Result>(_ body: (LogLine) throws -> Result) rethrows -> Result {
        guard bytes.contains(0x1B) else { return try body(self) }
        var plain: [UInt8] = []
        var at = 0
        while at < bytes.count {
            guard bytes[at] == 0x1B else {
                plain.append(bytes[at])
                at += 1
                continue
            }
            at += 1
            guard at < bytes.count, bytes[at] == UInt8(ascii: "[") else { continue }
            at += 1
            while at < bytes.count, !(0x40...0x7E).contains(bytes[at]) { at += 1 }
            at += 1
        }
        return try plain.withUnsafeBufferPointer { try body(LogLine($0, number: number)) }
    }

    /// Whether the line begins like a JSON object, rather than a Python dictionary.
    var isJSONObject: Bool {
        var cursor = cursor
        return cursor.take("{") && (cursor.take("\"") || cursor.take("}"))
    }

    /// A cursor at the line's beginning.
    var cursor: LineCursor { LineCursor(self) }

    /// The number after a text; nil when there is none.
    func number(behind text: StaticString) -> LogNumber? {
        guard let place = find(text) else { return nil }
        var cursor = LineCursor(self, from: place)
        return cursor.number()
    }
}
