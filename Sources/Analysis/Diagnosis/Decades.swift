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
