#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The ticks of an axis: labelled ones, and small ones between.
struct Ticks: Sendable, Hashable {
    struct Tick: Sendable, Hashable {
        var value: Double
        var label: String
    }

    var major: [Tick] = []
    var minor: [Double] = []

    /// Ticks for a mapping, about `count` of them and at least `spacing` pixels apart.
    ///
    /// Every required value gets a labelled tick; a regular one that would touch it gives way.
    init(for mapping: Mapping, count: Int, spacing: Double, required: [Double] = []) {
        switch mapping.scale {
        case .linear: major = Ticks.linear(mapping, count: count, required: required.filter(mapping.contains))
        case .log: self = LogTicks(mapping, count: count).ticks
        case .symlog: major = SymlogTicks.choose(mapping, spacing: spacing, required: required)
        case .rows(let names):
            major = names.enumerated().map { Tick(value: Double($0.offset), label: $0.element) }
            return
        }
        insert(required.filter { mapping.scale.admits($0) && mapping.contains($0) }, mapping, spacing: spacing)
    }

    private init() {}

    static var none: Ticks { Ticks() }

    init(major: [Tick], minor: [Double] = []) {
        self.major = major
        self.minor = minor
    }

    private static func linear(_ mapping: Mapping, count: Int, required: [Double]) -> [Tick] {
        guard mapping.low < mapping.high else { return [] }
        let numbers = LinearTicks.choose(
            low: mapping.low,
            high: mapping.high,
            count: count,
            inside: true,
            required: required
        )
        return zip(numbers, DecimalNumber.texts(numbers)).map { Tick(value: $0.value, label: $1) }
    }

    /// The label of a required value: with the decimals of its neighbours when it needs no more than they.
    private static func text(of value: Double, decimals: Int) -> String {
        let number = DecimalNumber(value, significant: 4)
        let own = number.text
        let isPlain = !own.contains("×") && !own.contains("10")
        return isPlain && -number.exponent < decimals ? number.fixed(decimals: decimals) : own
    }

    private mutating func insert(_ required: [Double], _ mapping: Mapping, spacing: Double) {
        let decimals = major.first?.label.split(separator: ".").dropFirst().first?.count ?? 0
        var kept: [Tick] = []
        for value in required where !kept.contains(where: { $0.value == value }) {
            let text = major.first { $0.value == value }?.label ?? Ticks.text(of: value, decimals: decimals)
            guard !kept.contains(where: { $0.label == text }) else { continue }
            kept.append(Tick(value: value, label: text))
        }
        guard !kept.isEmpty else { return }
        let places = kept.map { mapping.position($0.value) }
        major.removeAll { tick in
            let place = mapping.position(tick.value)
            return places.contains { abs($0 - place) < spacing }
        }
        major = (major + kept).sorted { $0.value < $1.value }
    }
}
