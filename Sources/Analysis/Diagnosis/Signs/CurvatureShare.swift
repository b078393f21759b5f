import Traces

/// Which part of the growth of λ_max(D^½ H D^½) before a rise the preconditioner D = 1/√v makes.
///
/// log λ_max grows by −½ Δlog Σv where v decays alike in all coordinates and H stays as it is. The share of that in the
/// whole growth tells the preconditioner. A small share does not tell the sharpening of H: Σv is the sum over all
/// coordinates, and that of the unstable direction may decay within it.
struct CurvatureShare {
    /// The entries before the crossing over which the growth is taken.
    private static let window = 30
    /// The entries around the start of a rise in which the crossing is looked for.
    private static let around = (before: 40, after: 10)
    /// A smaller growth than this, in decades, is not shared out.
    private static let least = 0.005
    /// From this share on it is the preconditioner's doing, as swaps of D and H are judged.
    private static let mostly = 0.7

    let evidence: Evidence
    let rises: [LogEvent]

    var readings: [Reading] {
        guard let largest = evidence.column("lambda_max"), let rates = evidence.column("lr"),
            let sums = evidence.column("sum_v")
        else { return [] }
        let shares = rises.compactMap { rise -> Double? in
            let entry = evidence.entry(at: rise.start)
            let near = max(0, entry - Self.around.before)..<min(largest.count, entry + Self.around.after)
            guard let crossing = near.first(where: { largest[$0] * rates[$0] >= 2 }), crossing >= Self.window else {
                return nil
            }
            let first = crossing - Self.window
            let growth = Decades.of(largest[crossing] / largest[first])
            guard evidence.trace.isUnbroken(from: first, to: crossing), growth >= Self.least else { return nil }
            return -Decades.of(sums[crossing] / sums[first]) / 2 / growth
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
}
