import Traces

/// Which part of the growth of λ_max(D^½ H D^½) before a rise the preconditioner D = 1/√v makes.
///
/// log λ_max grows by −½ Δlog Σv where v decays alike in all coordinates and H stays as it is. The share of that in the
/// whole growth tells the preconditioner. A small share does not tell the sharpening of H: Σv is the sum over all
/// coordinates, and that of the unstable direction may decay within it.
struct CurvatureShare {
    /// The most entries before the crossing in which the growth may begin.
    private static let window = 200
    /// The entries around the start of a rise in which the crossing is looked for.
    private static let around = (before: 40, after: 10)
    /// A smaller growth than this, in decades, is not shared out: a tenth, of which the measurement's own error of
    /// some hundredths is only a part.
    private static let least = 0.04
    /// From this share on it is the preconditioner's doing, as swaps of D and H are judged.
    private static let mostly = 0.7

    let evidence: Evidence
    let rises: [LogEvent]

    var readings: [Reading] {
        guard let largest = evidence.column("lambda_max"), let rates = evidence.column("lr"),
            let sums = evidence.column("sum_v")
        else { return [] }
        let ends = [0] + rises.map { evidence.entry(at: $0.end ?? $0.peak) }
        let shares = zip(rises, ends).compactMap { rise, end -> Double? in
            let entry = evidence.entry(at: rise.start)
            let near = max(0, entry - Self.around.before)..<min(largest.count, entry + Self.around.after)
            guard let crossing = near.first(where: { largest[$0] * rates[$0] >= 2 }) else { return nil }
            return share(of: sums, in: largest, from: max(end, crossing - Self.window), to: crossing)
        }
        guard let share = shares.middle else { return [] }
        let numbers = [Reading.Number("share", share), .init("rises", Double(shares.count))]
        let told =
            "the decay of Σv makes \(Reading.short(100 * share)) % of the growth of λ_max before \(shares.count) rises"
        let isMostly = share >= Self.mostly
        return [
            Reading(
                sign: "share",
                cause: .preconditioner,
                says: isMostly ? .supports : .nothing,
                isStrong: true,
                numbers: numbers,
                reason: told
            )
        ]
    }

    /// The share of Σv's decay in the growth of λ_max from its lowest within a range to the end of that; nil where the
    /// growth is too small.
    ///
    /// A part is no larger than the whole: what exceeds it was undone by a loss that became flatter.
    private func share(of sums: [Double], in largest: [Double], from first: Int, to last: Int) -> Double? {
        guard first < last, evidence.trace.isUnbroken(from: first, to: last) else { return nil }
        let known = (first..<last).filter { largest[$0] > 0 && sums[$0] > 0 }
        guard let low = known.min(by: { largest[$0] < largest[$1] }) else { return nil }
        let growth = Decades.of(largest[last] / largest[low])
        guard growth >= Self.least, sums[last] > 0 else { return nil }
        return min(max(-Decades.of(sums[last] / sums[low]) / 2 / growth, 0), 1)
    }
}
