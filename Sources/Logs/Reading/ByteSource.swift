import CZlib

/// The bytes of a file in order, with gzip files decompressed.
final class ByteSource {
    private let file: gzFile
    /// Whether the file could not be read to its end.
    private(set) var isDamaged = false

    init(_ path: String) throws {
        guard let file = gzopen(path, "rb") else {
            throw LogFault(
                "unreadable",
                path,
                "the file cannot be opened",
                help: "look at its permissions: ls -l \(path)"
            )
        }
        self.file = file
        gzbuffer(file, 1 << 17)
    }

    deinit { gzclose(file) }

    /// Whether the file is compressed.
    var isCompressed: Bool { gzdirect(file) == 0 }

    /// Fills a buffer as far as there are bytes and returns their number.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        var count = 0
        while count < buffer.count, let rest = buffer.baseAddress.map({ $0 + count }) {
            let read = gzread(file, rest, UInt32(min(buffer.count - count, 1 << 30)))
            if read <= 0 {
                isDamaged = isDamaged || read < 0 || isCutOff
                break
            }
            count += Int(read)
        }
        return count
    }

    /// Up to `count` bytes, fewer at the end of the file.
    func read(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = read(into: UnsafeMutableRawBufferPointer(buffer))
        }
    }

    /// Whether a compressed file is truncated, which only zlib's error state shows.
    private var isCutOff: Bool {
        var code: Int32 = 0
        _ = gzerror(file, &code)
        return code == Z_BUF_ERROR || code == Z_DATA_ERROR
    }
}
