public import Foundation

/// Rows of texts as bytes, which read faster than any general form; a text holds no NUL.
public enum TextRows {
    /// The bytes of rows that all have so many texts; nil when one holds a NUL.
    public static func data(_ rows: [[String]]) -> Data? {
        let texts = rows.joined()
        guard !texts.contains(where: { $0.utf8.contains(0) }) else { return nil }
        var data = Data()
        for text in texts {
            data.append(contentsOf: text.utf8)
            data.append(0)
        }
        return data
    }

    /// The rows of so many texts each that bytes stand for; nil when they stand for none.
    public static func rows(_ data: Data, width: Int) -> [[String]]? {
        var rows: [[String]] = []
        var row: [String] = []
        let isWhole = data.withUnsafeBytes { bytes in
            var start = 0
            for end in bytes.indices where bytes[end] == 0 {
                row.append(String(decoding: bytes[start..<end], as: UTF8.self))
                start = end + 1
                guard row.count == width else { continue }
                rows.append(row)
                row.removeAll(keepingCapacity: true)
            }
            return start == bytes.count
        }
        return isWhole && row.isEmpty ? rows : nil
    }
}
