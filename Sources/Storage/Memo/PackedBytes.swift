import CZlib
import Foundation

/// The compressed form of cached bytes: their number, then the output of zlib.
enum PackedBytes {
    /// The maximal size in bytes; a larger number means damage.
    private static let limit = 1_000_000_000
    private static let head = MemoryLayout<UInt64>.size

    static func pack(_ data: Data) -> Data {
        var size = compressBound(uLong(data.count))
        var packed = [UInt8](repeating: 0, count: Int(size))
        // Only too small a buffer could fail, and this one has the size that zlib asks for.
        let code = compress2(&packed, &size, [UInt8](data), uLong(data.count), 6)
        precondition(code == Z_OK, "zlib has failed with \(code)")
        let count = withUnsafeBytes(of: UInt64(data.count).littleEndian) { Data($0) }
        return count + packed[..<Int(size)]
    }

    /// The original bytes; nil when these are not the output of `pack`.
    static func unpack(_ data: Data) -> Data? {
        guard data.count >= head else { return nil }
        let count = data.prefix(head).enumerated().reduce(UInt64(0)) {
            $0 | UInt64($1.element) << UInt64(8 * $1.offset)
        }
        guard count <= limit else { return nil }
        var size = uLongf(count)
        var bytes = [UInt8](repeating: 0, count: max(1, Int(count)))
        let packed = [UInt8](data.dropFirst(head))
        guard uncompress(&bytes, &size, packed, uLong(packed.count)) == Z_OK, size == count else { return nil }
        return Data(bytes[..<Int(count)])
    }
}
