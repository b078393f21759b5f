/// The usual distance between logged steps, and the gaps where it is exceeded.
enum Rhythm {
    /// The distance that at least half of all neighbouring steps have; nil when there is none.
    static func stride(of steps: [Int]) -> Int? {
        let distances = zip(steps, steps.dropFirst()).map { $1 - $0 }
        guard !distances.isEmpty else { return nil }
        let counts = distances.reduce(into: [Int: Int]()) { $0[$1, default: 0] += 1 }
        let usual = counts.max { ($0.value, -$0.key) < ($1.value, -$1.key) }
        return usual.flatMap { $0.value * 2 >= distances.count ? $0.key : nil }
    }

    /// The gaps: distances more than twice as long as both neighbouring ones and the usual one.
    static func gaps(in steps: [Int], stride: Int?) -> [Log.Gap] {
        guard steps.count > 3 else { return [] }
        let distances = zip(steps, steps.dropFirst()).map { $1 - $0 }
        return distances.indices.compactMap { index in
            let around = [index - 1, index + 1].filter(distances.indices.contains).map { distances[$0] }
            let usual = max(around.max() ?? 0, stride ?? 0)
            return distances[index] > 2 * usual ? Log.Gap(after: steps[index], before: steps[index + 1]) : nil
        }
    }
}
