import CCairo

/// Collects the bytes that Cairo writes.
final class ByteSink {
    var bytes: [UInt8] = []

    /// The callback for Cairo, whose closure is the sink.
    static let write: cairo_write_func_t = { sink, data, length in
        guard let sink, let data else { return CAIRO_STATUS_WRITE_ERROR }
        let object = Unmanaged<ByteSink>.fromOpaque(sink).takeUnretainedValue()
        object.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
        return CAIRO_STATUS_SUCCESS
    }

    /// The sink as Cairo's closure; it must outlive the surface.
    var closure: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }
}
