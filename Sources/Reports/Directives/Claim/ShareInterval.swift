/// Wilson's 95 % confidence interval of a share from independent trials (Wilson 1927).
///
/// With p = holds/n and z = 1.96 it is (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²))/(1 + z²/n). It stays between 0 and 1 and
/// does not shrink to a point when all trials hold.
struct ShareInterval: Hashable {
    let low: Double
    let high: Double

    /// Computes the interval; nil without trials.
    init?(_ holds: Int, of trials: Int) {
        guard trials > 0 else { return nil }
        let (n, z) = (Double(trials), 1.959964)
        let share = Double(holds) / n
        let middle = share + z * z / (2 * n)
        let half = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        low = max(0, (middle - half) / (1 + z * z / n))
        high = min(1, (middle + half) / (1 + z * z / n))
    }

    /// The interval as text, such as `44 to 84 %`.
    var text: String {
        "\(NumberText.whole(Int((100 * low).rounded()))) to \(NumberText.whole(Int((100 * high).rounded())))\u{A0}%"
    }
}
