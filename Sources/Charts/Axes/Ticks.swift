#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The ticks of an axis: labelled major ones, and minor ones between.
struct Ticks: Sendable, Hashable {
    struct Tick: Sendable, Hashable {
        var value: Double
        var label: String
    }

    var major: [Tick] = []
    var minor: [Double] = []

    /// Creates about `count` ticks for a mapping, at least `spacing` pixels apart.
    ///
    /// Every required value gets a labelled tick. A regular tick too close to one is dropped.
    init(for mapping: Mapping, count: Int, spacing: Double, required: [Double] = []) {
        // Limits multiplied for a second axis can lie outside the scale's domain or overflow a `Double`.
        guard [mapping.low, mapping.high].allSatisfy({ mapping.scale.ruler($0).isFinite }) else { return }
        let required = required.filter { mapping.scale.admits($0) && mapping.contains($0) }
        switch mapping.scale {
        case .linear:
            major = Ticks.linear(mapping, count: count, spacing: spacing, required: required)
            return
        case .log: self = LogTicks(mapping, count: count).ticks
        case .logOrZero(let least, _):
            let part = Mapping(
                scale: .log,
                low: least,
                high: max(mapping.high, least),
                start: mapping.position(least),
                end: mapping.end
            )
            self = least < mapping.high ? LogTicks(part, count: count).ticks : .none
            if !major.contains(where: { $0.value == least }), major.count < 2 {
                major.insert(Tick(value: least, label: DecimalNumber(least, significant: 3).text), at: 0)
            }
            major.insert(Tick(value: 0, label: "0"), at: 0)
        case .symlog: major = SymlogTicks.choose(mapping, spacing: spacing, required: required)
        case .rows(let names):
            major = names.enumerated().map { Tick(value: Double($0.offset), label: $0.element) }
            return
        }
        insert(required, mapping, spacing: spacing)
    }

    private init() {}

    static var none: Ticks { Ticks() }

    init(major: [Tick], minor: [Double] = []) {
        self.major = major
        self.minor = minor
    }

    private static func linear(_ mapping: Mapping, count: Int, spacing: Double, required: [Double]) -> [Tick] {
        guard mapping.low < mapping.high else { return [] }
        let low = mapping.low
        let numbers = LinearTicks.choose(
            low: low,
            high: mapping.high,
            count: count,
            inside: true,
            required: required
        )
        let kept = apart(required, mapping, spacing: spacing)
        let regular = numbers.filter { number in
            kept.allSatisfy { abs(mapping.position($0) - mapping.position(number.value)) >= spacing }
        }
        let special = kept.map { value in
            numbers.first { $0.value == value } ?? DecimalNumber(value, significant: 4)
        }
        // All labels share one notation, unless a required value would give the others its many decimals.
        let decimals = (regular.isEmpty ? numbers : regular).map { max(0, -$0.stripped.exponent) }.max() ?? 0
        let isAlike = special.allSatisfy { -$0.stripped.exponent <= decimals + 1 }
        let texts =
            isAlike
            ? DecimalNumber.texts(regular + special) : DecimalNumber.texts(regular) + special.map(\.text)
        let values = regular.map(\.value) + kept
        return zip(values, texts).map { Tick(value: $0, label: $1) }.sorted { $0.value < $1.value }
    }

    /// The values that lie at least `spacing` pixels from all those before them.
    private static func apart(_ values: [Double], _ mapping: Mapping, spacing: Double) -> [Double] {
        values.reduce(into: []) { kept, value in
            let place = mapping.position(value)
            if kept.allSatisfy({ abs(mapping.position($0) - place) >= spacing }) { kept.append(value) }
        }
    }

    /// Adds labelled ticks at required values; on a logarithmic axis, three or more of them are all that it needs.
    private mutating func insert(_ required: [Double], _ mapping: Mapping, spacing: Double) {
        let kept = Ticks.apart(required, mapping, spacing: spacing).map { value in
            let text = major.first { $0.value == value }?.label
            return Tick(value: value, label: text ?? DecimalNumber(value, significant: 4).text)
        }
        let places = kept.map { mapping.position($0.value) }
        let isEnough = kept.count >= 3 && mapping.scale.isLogarithmic
        major.removeAll { tick in
            if isEnough, tick.value != 0 { return true }
            let place = mapping.position(tick.value)
            return places.contains { abs($0 - place) < spacing }
        }
        major = (major + kept).sorted { $0.value < $1.value }
    }
}
