#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Ticks of a symlog axis: zero and the required values first, then decades and round numbers while there is room.
enum SymlogTicks {
    static func choose(_ mapping: Mapping, spacing: Double, required: [Double]) -> [Ticks.Tick] {
        guard case .symlog(let constant) = mapping.scale, mapping.low < mapping.high else { return [] }
        let largest = max(abs(mapping.low), abs(mapping.high))
        let top = Int(log10(max(largest, constant)).rounded(.down))
        let bottom = Int(log10(constant).rounded(.up))
        var candidates = required + [0, constant, -constant]
        // The outer decades come first, since they show the range of the data.
        for exponent in stride(from: top, through: min(bottom, top), by: -1) {
            candidates += [LogTicks.power(exponent), -LogTicks.power(exponent)]
        }
        let round = LinearTicks.choose(low: mapping.low, high: mapping.high, count: 4, inside: true)
        candidates += round.map(\.value)
        var kept: [Double] = []
        for value in candidates where mapping.contains(value) {
            let place = mapping.position(value)
            let isFree = kept.allSatisfy { abs(mapping.position($0) - place) >= spacing }
            if isFree, kept.count < 7 { kept.append(value) }
        }
        if kept.count < 2 { kept = round.map(\.value) }
        return kept.sorted().map { value in
            .init(value: value, label: DecimalNumber(value, significant: 15).text)
        }
    }
}
