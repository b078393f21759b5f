import Charts
import Foundation

/// A claim's trials along their measure, 120 × 28 pixels: a dot for each, or their quantiles if there are many.
///
/// A disc is a trial that holds, a cross one that fails, a ring one without an answer. A dashed line marks the
/// numbers with which the rule compares the measure; without such numbers, a short line marks the median. The picture
/// is decoration: the numbers are printed beside it.
struct TrialStrip {
    private static let size = (width: 120.0, height: 28.0)
    /// The maximal number of trials shown as dots; more are shown as quantiles.
    static let mostDots = 60

    private let trials: [TrialView]
    private let values: [Double?]
    private let thresholds: [Double]

    /// A strip of trials with their values, one for each.
    init(_ trials: [TrialView], values: [Double?], thresholds: [Double]) {
        self.trials = trials
        self.values = values.count == trials.count ? values : []
        self.thresholds = thresholds
    }

    /// Inline SVG; empty when nothing was measured.
    var svg: Markup {
        let known = values.compactMap(\.self).filter(\.isFinite).sorted()
        guard let low = known.first, let high = known.last else { return .empty }
        let all = known + thresholds
        let isLog = (all.min() ?? 0) > 0 && high / low > 300
        func ruler(_ value: Double) -> Double { isLog ? log10(value) : value }
        // Halved, so that the distance between the largest doubles does not overflow.
        let start = ruler(all.min() ?? low) / 2
        let span = ruler(all.max() ?? high) / 2 - start
        func place(_ value: Double) -> Double {
            let margin = 6.0
            guard span > 0 else { return Self.size.width / 2 }
            return margin + (ruler(value) / 2 - start) / span * (Self.size.width - 2 * margin)
        }
        let body = known.count > Self.mostDots ? quantiles(known, place) : dots(place)
        let ticks =
            thresholds.isEmpty
            ? "<path class=\"median\" d=\"M\(number(place(Quantile.at(0.5, of: known)))) 4v18\"/>"
            : "<path class=\"threshold\" d=\"\(thresholds.map { "M\(number(place($0))) 1v26" }.joined())\"/>"
        return Markup(
            written: """
                <svg class="dots strip" viewBox="0 0 120 28" width="120" height="28" aria-hidden="true" focusable="false">\
                <path class="base" d="M0 25.5h120"/>\(body)\(ticks)</svg>
                """
        )
    }

    /// A mark for each trial, slightly shifted in height so that equal values remain visible.
    private func dots(_ place: (Double) -> Double) -> String {
        var paths: [String: String] = [:]
        for (index, trial) in trials.enumerated() {
            guard let value = values[index], value.isFinite else { continue }
            let turn = (Double(index) * 0.618_033_988_75).truncatingRemainder(dividingBy: 1)
            let (x, y) = (place(value), trials.count == 1 ? 13 : 5 + 15 * turn)
            let kind = trial.held.map { $0 ? "held" : "failed" } ?? "open"
            paths[kind, default: ""] +=
                trial.held == false
                ? "M\(number(x - 2.2)) \(number(y - 2.2))l4.4 4.4m0-4.4l-4.4 4.4"
                : "M\(number(x - 2.4)) \(number(y))a2.4 2.4 0 1 0 4.8 0a2.4 2.4 0 1 0-4.8 0z"
        }
        return ["held", "failed", "open"].map { kind in
            paths[kind].map { "<path class=\"\(kind)\" d=\"\($0)\"/>" } ?? ""
        }.joined()
    }

    /// The whole range as a line, the middle 80 % and the middle half as boxes.
    private func quantiles(_ sorted: [Double], _ place: (Double) -> Double) -> String {
        func span(_ low: Double, _ high: Double) -> (left: Double, width: Double) {
            let (left, right) = (place(Quantile.at(low, of: sorted)), place(Quantile.at(high, of: sorted)))
            return (left, max(1.5, right - left))
        }
        func box(_ span: (left: Double, width: Double), _ half: Double) -> String {
            "M\(number(span.left)) \(number(13 - half))h\(number(span.width))v\(number(2 * half))h-\(number(span.width))z"
        }
        let (all, most, middle) = (span(0, 1), span(0.1, 0.9), span(0.25, 0.75))
        return "<path class=\"range\" d=\"M\(number(all.left)) 13h\(number(all.width))\"/>"
            + "<path class=\"most\" d=\"\(box(most, 5))\"/><path class=\"held\" d=\"\(box(middle, 5))\"/>"
            + "<path class=\"middle\" d=\"M\(number(place(Quantile.at(0.5, of: sorted)))) 6v14\"/>"
    }

    private func number(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
    }
}
