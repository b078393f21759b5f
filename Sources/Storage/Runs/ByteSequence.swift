import Experiments

/// Values as bytes, one after the other, in a form in which different values never give the same bytes.
struct ByteSequence {
    private var bytes: [UInt8] = []

    /// Their digest.
    var digest: String { bytes.withUnsafeBytes { Digest.sha256($0) } }

    /// Each text with its length before it.
    mutating func add(_ texts: [String]) {
        for text in texts {
            add([text.utf8.count])
            bytes.append(contentsOf: text.utf8)
        }
    }

    /// Eight bytes each.
    mutating func add(_ numbers: [Int]) {
        numbers.map { Int64($0).littleEndian }.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }

    /// Eight bytes each.
    mutating func add(_ numbers: [Double]) {
        numbers
            .map { ($0.isNaN ? Double.nan : $0).bitPattern.littleEndian }
            .withUnsafeBytes { bytes.append(contentsOf: $0) }
    }
}
