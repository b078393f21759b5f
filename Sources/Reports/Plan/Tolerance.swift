import Foundation

/// The allowed difference between a result and a written number: `±0.05`, or `±10 %` of the number itself.
///
/// It is written as the title of the number's link, `[0.75](value:alarms.precision "±0.05")`, for results that depend
/// on rounding.
struct Tolerance: Sendable, Hashable {
    private let amount: Double
    private let isRelative: Bool
    /// The text that pages show.
    let text: String

    /// Reads a title; nil when it is not a tolerance.
    init?(_ title: String) {
        let title = title.trimmed
        guard let sign = ["±", "+-", "+/-"].first(where: title.hasPrefix) else { return nil }
        var written = title.dropFirst(sign.count).trimmingCharacters(in: .whitespaces)
        isRelative = written.hasSuffix("%")
        if isRelative { written = written.dropLast().trimmingCharacters(in: .whitespaces) }
        guard let number = WrittenNumber(written), !number.hasTail, number.value >= 0, number.value.isFinite else {
            return nil
        }
        amount = isRelative ? number.value / 100 : number.value
        text = "±" + written + (isRelative ? " %" : "")
    }

    /// The largest allowed distance from `number`.
    func reach(around number: Double) -> Double {
        isRelative ? amount * abs(number) : amount
    }
}
