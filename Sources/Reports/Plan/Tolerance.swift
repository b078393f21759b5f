import Foundation

/// How far a result may lie from the number that an author wrote: `±0.05`, or `±10 %` of the number itself.
///
/// Written as the title of the number's link, `[0.75](value:alarms.precision "±0.05")`, for results that depend on rounding.
struct Tolerance: Sendable, Hashable {
    private let amount: Double
    private let isRelative: Bool
    /// As pages print it.
    let text: String

    /// Reads a title; nil when it is no tolerance.
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

    /// The greatest distance from `number` that passes.
    func reach(around number: Double) -> Double {
        isRelative ? amount * abs(number) : amount
    }
}
