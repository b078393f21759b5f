public import Foundation

/// Rows of texts as bytes, a form that is fast to read; no text may contain a NUL.
public enum TextRows {
    /// The bytes of rows with equal numbers of texts; nil when a text contains a NUL.
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

    /// The rows of `width` texts each that the bytes represent; nil when they represent none.
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
