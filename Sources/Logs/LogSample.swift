/// The beginning of a file, by which its format is recognised.
struct LogSample {
    let path: String
    /// The first bytes, unchanged.
    let head: [UInt8]
    /// The lines of the first megabyte, without terminal colours.
    let lines: [[UInt8]]
    /// Whether the lines are the whole file.
    let isWhole: Bool

    /// The size of a sample in bytes, which is enough to tell formats apart.
    private static let enough = 1 << 20

    init(_ path: String) throws {
        self.path = path
        head = try ByteSource(path).read(1 << 16)
        var lines: [[UInt8]] = []
        var size = 0
        var reader = try LineReader(path)
        try reader.forEach { line in
            line.withoutColours { lines.append(Array($0.bytes)) }
            size += line.bytes.count + 1
            return size < Self.enough
        }
        self.lines = lines
        isWhole = size < Self.enough
    }

    /// The file name without its folder.
    var name: String { path.split(separator: "/").last.map(String.init) ?? path }

    /// The number of lines that satisfy a test, at most 200.
    func count(_ isOfForm: (LogLine) -> Bool) -> Int {
        var count = 0
        for (index, line) in lines.enumerated() where count < 200 {
            let isOne = line.withUnsafeBufferPointer { isOfForm(LogLine($0, number: index + 1)) }
            count += isOne ? 1 : 0
        }
        return count
    }

    /// The first line that is not blank.
    var firstLine: String {
        lines.first { line in line.contains { $0 > 0x20 } }.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
