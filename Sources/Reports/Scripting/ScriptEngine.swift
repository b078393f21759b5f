import CDuktape
import Foundation

/// A Duktape heap, in which scripts run and functions are called, on one thread at a time.
final class ScriptEngine {
    private let context: OpaquePointer

    /// An empty heap; nil when there is not enough memory.
    init?() {
        guard let context = duk_create_heap(nil, nil, nil, nil, nil) else { return nil }
        self.context = context
    }

    deinit { duk_destroy_heap(context) }

    /// Calls a global function with texts; returns its value as text, or the message when it throws.
    func call(_ function: String, _ arguments: String...) -> (value: String, failed: Bool) {
        _ = duk_get_global_string(context, function)
        for argument in arguments { push(argument) }
        let failed = duk_pcall(context, Int32(arguments.count)) != 0
        return (pop(), failed)
    }

    /// Runs a script and discards its value; returns the message when it throws.
    func evaluate(_ script: Data) -> String? {
        let flags = UInt32(DUK_COMPILE_EVAL | DUK_COMPILE_SAFE | DUK_COMPILE_NOSOURCE | DUK_COMPILE_NOFILENAME)
        let failed = script.withUnsafeBytes { bytes in
            duk_eval_raw(context, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count, flags) != 0
        }
        let value = pop()
        return failed ? value : nil
    }

    /// Pushes a text in the engine's encoding (CESU-8), in which each UTF-16 unit is encoded separately.
    private func push(_ text: String) {
        var bytes: [UInt8] = []
        for unit in text.utf16 {
            switch unit {
            case ..<0x80: bytes.append(UInt8(unit))
            case ..<0x800: bytes += [UInt8(0xc0 | unit >> 6), UInt8(0x80 | unit & 0x3f)]
            default: bytes += [UInt8(0xe0 | unit >> 12), UInt8(0x80 | unit >> 6 & 0x3f), UInt8(0x80 | unit & 0x3f)]
            }
        }
        bytes.withUnsafeBytes { buffer in
            _ = duk_push_lstring(context, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), buffer.count)
        }
    }

    /// Pops the topmost value as text.
    private func pop() -> String {
        var count = 0
        let pointer = duk_safe_to_lstring(context, -1, &count)
        let bytes = UnsafeRawBufferPointer(start: pointer, count: count)
        var units: [UInt16] = []
        units.reserveCapacity(count)
        var index = 0
        while index < count {
            let byte = UInt16(bytes[index])
            let width = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : 3
            guard index + width <= count else { break }
            let next = { (offset: Int) in UInt16(bytes[index + offset]) & 0x3f }
            switch width {
            case 1: units.append(byte)
            case 2: units.append((byte & 0x1f) << 6 | next(1))
            default: units.append((byte & 0xf) << 12 | next(1) << 6 | next(2))
            }
            index += width
        }
        duk_pop(context)
        return String(decoding: units, as: UTF16.self)
    }
}
