import Foundation

/// A bar of the shares of trials that hold, fail or have no answer.
///
/// It is used when nothing was measured and there are too many trials for dots.
struct TrialBar {
    private let trials: [TrialView]

    init(_ trials: [TrialView]) {
        self.trials = trials
    }

    /// Inline SVG of 120 × 28 pixels; empty without trials.
    var svg: Markup {
        guard !trials.isEmpty else { return .empty }
        let counts = [true, false, nil].map { kind in trials.count { $0.held == kind } }
        var left = 0.0
        var body = ""
        for (count, name) in zip(counts, ["held", "lost", "unknown"]) where count > 0 {
            let width = 120 * Double(count) / Double(trials.count)
            body +=
                "<rect class=\"\(name)\" x=\"\(Self.text(left))\" y=\"9\" width=\"\(Self.text(width))\" height=\"10\"/>"
            left += width
        }
        return Markup(
            written: """
                <svg class="dots strip" viewBox="0 0 120 28" width="120" height="28" aria-hidden="true" focusable="false">\
                \(body)</svg>
                """
        )
    }

    private static func text(_ value: Double) -> String { String(format: "%.1f", value) }
}
