/// Reads the lines of a text file one after another, in bounded memory.
struct LineReader {
    /// The longest line that is read, in bytes.
    static let longest = 1 << 24
    /// The number of lines that were too long.
    private(set) var tooLong = 0
    /// Whether the file could not be read to its end.
    private(set) var isDamaged = false

    private let source: ByteSource
    private var buffer: [UInt8]
    private var encoding = TextEncoding.utf8
    private var left: ArraySlice<UInt8> = []
    private var isSkipping = false
    private var number = 1

    init(_ path: String) throws {
        source = try ByteSource(path)
        let head = source.read(1 << 16)
        let (encoding, mark) = TextEncoding.of(head)
        self.encoding = encoding
        (buffer, left) = encoding.utf8(head[mark...])
    }

    /// Calls `body` for each line until it returns false.
    mutating func forEach(_ body: (LogLine) throws -> Bool) throws {
        var isLast = false
        while !isLast {
            let more = source.read(1 << 20)
            isLast = more.isEmpty
            let (text, left) = encoding.utf8(self.left.isEmpty ? more[...] : self.left + more)
            self.left = left
            buffer.append(contentsOf: text)
            // The last line of a file often lacks a line end.
            if isLast { buffer.append(UInt8(ascii: "\n")) }
            guard try lines(body) else { return }
        }
        isDamaged = source.isDamaged
    }

    /// Takes the complete lines from the buffer.
    private mutating func lines(_ body: (LogLine) throws -> Bool) throws -> Bool {
        var start = 0
        let goesOn = try buffer.withUnsafeBufferPointer { bytes in
            var at = 0
            while at < bytes.count {
                let byte = bytes[at]
                at += 1
                guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else { continue }
                let line = UnsafeBufferPointer(rebasing: bytes[start..<at - 1])
                start = at
                if isSkipping {
                    isSkipping = byte != UInt8(ascii: "\n")
                } else if !line.isEmpty, try !body(LogLine(line, number: number)) {
                    return false
                }
                if byte == UInt8(ascii: "\n") { number += 1 }
            }
            return true
        }
        buffer.removeFirst(start)
        if buffer.count > Self.longest {
            tooLong += isSkipping ? 0 : 1
            isSkipping = true
            buffer.removeAll(keepingCapacity: true)
        }
        return goesOn
    }
}
