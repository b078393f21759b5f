#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Logarithms to the base ten.
enum Decades {
    static func of(_ value: Double) -> Double { log10(value) }
}

extension Reading {
    /// A number with two or three digits, as a sentence has it.
    static func short(_ value: Double) -> String {
        guard value.isFinite, value.magnitude < 1e15 else { return "many" }
        if value.magnitude >= 100 { return "\(Int(value.rounded()))" }
        if value.magnitude >= 10 { return "\((value * 10).rounded() / 10)" }
        return "\((value * 100).rounded() / 100)"
    }
}
