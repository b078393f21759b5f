import Experiments

/// A sequence of values as bytes, encoded so that different values never give the same bytes.
struct ByteSequence {
    private var bytes: [UInt8] = []

    /// The digest of the bytes.
    var digest: String { bytes.withUnsafeBytes { Digest.sha256($0) } }

    /// Appends each text, preceded by its length.
    mutating func add(_ texts: [String]) {
        for text in texts {
            add([text.utf8.count])
            bytes.append(contentsOf: text.utf8)
        }
    }

    /// Appends eight bytes for each number.
    mutating func add(_ numbers: [Int]) {
        numbers.map { Int64($0).littleEndian }.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }

    /// Appends eight bytes for each number; all NaNs are equal.
    mutating func add(_ numbers: [Double]) {
        numbers
            .map { ($0.isNaN ? Double.nan : $0).bitPattern.littleEndian }
            .withUnsafeBytes { bytes.append(contentsOf: $0) }
    }
}
