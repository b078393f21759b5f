#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Ticks of a logarithmic axis: decades at a regular stride, and 1-2-5 within a decade when few decades are visible.
struct LogTicks {
    private(set) var ticks = Ticks.none

    private let mapping: Mapping
    private let decades: ClosedRange<Int>

    init(_ mapping: Mapping, count: Int) {
        self.mapping = mapping
        let (low, high) = (log10(mapping.low), log10(mapping.high))
        decades = Int(low.rounded(.down))...Int(high.rounded(.up))
        if high - low >= 2 {
            setDecades(count: max(count, 2), span: high - low)
        } else {
            setWithinDecades(count: count)
        }
    }

    private mutating func setDecades(count: Int, span: Double) {
        let visible = decades.filter { mapping.contains(LogTicks.power($0)) }
        let strides = [1, 2, 3, 4, 5, 10, 20, 50, 100, 200, 300]
        let stride = strides.first { (span / Double($0)).rounded(.down) <= Double(count) } ?? 300
        var labelled = visible.filter { $0 % stride == 0 }
        if labelled.count < 2 {
            // When few decades are multiples of the stride, counting starts at the first visible decade instead.
            labelled = Swift.stride(from: visible[0], through: visible[visible.count - 1], by: stride).map { $0 }
            if labelled.count < 2 { labelled = [visible[0], visible[visible.count - 1]] }
        }
        let isPlain = (labelled.first ?? 0) >= -2 && (labelled.last ?? 0) <= 3
        ticks = Ticks(
            major: labelled.map { exponent in
                let number = DecimalNumber(1, exponent: exponent)
                let text = isPlain || exponent == 0 ? number.text : number.scientific
                return Ticks.Tick(value: LogTicks.power(exponent), label: text)
            },
            minor: minor(labelled: Set(labelled), span: span)
        )
    }

    private func minor(labelled: Set<Int>, span: Double) -> [Double] {
        let pixels = mapping.length / span
        let values: [Double]
        if pixels >= 16 {
            values = decades.flatMap { exponent in (2...9).map { Double($0) * LogTicks.power(exponent) } }
        } else if pixels >= 3 {
            values = decades.filter { !labelled.contains($0) }.map { LogTicks.power($0) }
        } else {
            values = []
        }
        return values.filter { mapping.contains($0) }
    }

    private mutating func setWithinDecades(count: Int) {
        let sets = [[1], [1, 3], [1, 2, 5], [1, 2, 3, 5, 7], Array(1...9)]
        let candidates = sets.map { digits in
            decades.flatMap { exponent in digits.map { DecimalNumber($0, exponent: exponent) } }
                .filter { mapping.contains($0.value) }
        }
        let chosen = candidates.last { (3...max(count, 3)).contains($0.count) } ?? candidates.first { $0.count >= 3 }
        guard let chosen else {
            // Fewer than three such numbers fit, so the axis is nearly linear and gets linear ticks.
            let numbers = LinearTicks.choose(low: mapping.low, high: mapping.high, count: max(3, count), inside: true)
            ticks = Ticks(major: zip(numbers, DecimalNumber.texts(numbers)).map { .init(value: $0.value, label: $1) })
            return
        }
        let small = decades.flatMap { exponent in (1...9).map { DecimalNumber($0, exponent: exponent).value } }
        ticks = Ticks(
            major: chosen.map { .init(value: $0.value, label: $0.text) },
            minor: small.filter { value in mapping.contains(value) && !chosen.contains { $0.value == value } }
        )
    }

    static func power(_ exponent: Int) -> Double {
        DecimalNumber(1, exponent: exponent).value
    }
}
