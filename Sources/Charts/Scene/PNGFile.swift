import CCairo
import CZlib

/// The bytes of an opaque PNG, compressed in a way that suits drawings: large even areas with a few sharp edges.
///
/// Cairo's own writer tries five filters on each line, which do not help such images, and searches long for matches.
/// It takes four times as long and gives larger files.
struct PNGFile {
    private(set) var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    /// Creates a PNG from a surface of Cairo's format RGB24, with text chunks by their keywords.
    init(_ surface: OpaquePointer, texts: [(keyword: String, text: String)]) throws {
        cairo_surface_flush(surface)
        let size = [cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface)]
        // Eight bits for each of three colours; compression, filter method and interlacing are 0.
        add("IHDR", size.flatMap { Self.bigEndian(UInt32($0)) } + [8, 2, 0, 0, 0])
        for (keyword, text) in texts { add("iTXt", Array(keyword.utf8) + [0, 0, 0, 0, 0] + text.utf8) }
        add("IDAT", try Self.packed(Self.lines(of: surface)))
        add("IEND", [])
    }

    /// Adds a chunk: the length of its body, its name, its body, and a checksum of name and body.
    private mutating func add(_ name: String, _ body: [UInt8]) {
        let named = Array(name.utf8) + body
        bytes += Self.bigEndian(UInt32(body.count))
        bytes += named
        bytes += Self.bigEndian(UInt32(crc32(0, named, UInt32(named.count))))
    }

    private static func bigEndian(_ number: UInt32) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }

    /// The pixels line by line, each line preceded by its filter type, 0 for none.
    private static func lines(of surface: OpaquePointer) throws -> [UInt8] {
        guard let pixels = cairo_image_surface_get_data(surface) else { throw ChartError.drawing("the image is gone") }
        let (width, height) = (
            Int(cairo_image_surface_get_width(surface)), Int(cairo_image_surface_get_height(surface))
        )
        let stride = Int(cairo_image_surface_get_stride(surface))
        let count = height * (3 * width + 1)
        return [UInt8](unsafeUninitializedCapacity: count) { lines, filled in
            var place = 0
            for y in 0..<height {
                lines[place] = 0
                place += 1
                let line = UnsafeRawPointer(pixels + y * stride)
                for x in 0..<width {
                    let pixel = line.load(fromByteOffset: 4 * x, as: UInt32.self)
                    lines[place] = UInt8(truncatingIfNeeded: pixel >> 16)
                    lines[place + 1] = UInt8(truncatingIfNeeded: pixel >> 8)
                    lines[place + 2] = UInt8(truncatingIfNeeded: pixel)
                    place += 3
                }
            }
            filled = count
        }
    }

    /// The lines compressed by zlib.
    private static func packed(_ lines: [UInt8]) throws -> [UInt8] {
        // zlib keeps the address of its stream, so the stream must not move.
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        let size = Int32(MemoryLayout<z_stream>.size)
        guard deflateInit2_(stream, 3, Z_DEFLATED, 15, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK else {
            throw ChartError.drawing("zlib has no memory")
        }
        defer { deflateEnd(stream) }
        // Level 3 is fast; the tuning lets it search for longer matches. On a book's figures this took a quarter of
        // the time of level 6 with filters and gave smaller files.
        deflateTune(stream, 8, 16, 258, 32)
        let bound = Int(deflateBound(stream, UInt(lines.count)))
        var lines = lines
        return try lines.withUnsafeMutableBufferPointer { lines in
            stream.pointee.next_in = lines.baseAddress
            stream.pointee.avail_in = UInt32(lines.count)
            return try [UInt8](unsafeUninitializedCapacity: bound) { packed, filled in
                stream.pointee.next_out = packed.baseAddress
                stream.pointee.avail_out = UInt32(bound)
                guard deflate(stream, Z_FINISH) == Z_STREAM_END else { throw ChartError.drawing("zlib has failed") }
                filled = Int(stream.pointee.total_out)
            }
        }
    }
}
