import Foundation

/// A small plot in characters: for each column of the terminal the range of the values that fall into it.
struct TextPlot {
    let values: [Double]
    var width = 60
    var height = 7

    /// Whether the axis is logarithmic: positive values that span more than a decade.
    private var isLogarithmic: Bool {
        let finite = values.filter(\.isFinite)
        guard let low = finite.min(), let high = finite.max() else { return false }
        return low > 0 && high / low > 10
    }

    /// The lines, the topmost first; none without two different values.
    var lines: [String] {
        // All values are looked at to choose the axis, so this must not happen again for each of them.
        let isLogarithmic = isLogarithmic
        let places = values.map { $0.isFinite ? (isLogarithmic ? log10($0) : $0) : .nan }
        let finite = places.filter(\.isFinite)
        guard let low = finite.min(), let high = finite.max(), high > low, (high - low).isFinite else { return [] }
        let columns = (0..<width).map { column -> ClosedRange<Int>? in
            let (first, last) = (
                column * places.count / width,
                max((column + 1) * places.count / width, column * places.count / width + 1)
            )
            let part = places[min(first, places.count - 1)..<min(last, places.count)].filter(\.isFinite)
            guard let least = part.min(), let most = part.max() else { return nil }
            func row(_ value: Double) -> Int { Int(((value - low) / (high - low) * Double(height - 1)).rounded()) }
            return row(least)...row(most)
        }
        let labels = [high, low].map { Self.label(isLogarithmic ? pow(10, $0) : $0) }
        let margin = labels.map(\.count).max() ?? 0
        return (0..<height).reversed().map { row in
            let label = row == height - 1 ? labels[0] : row == 0 ? labels[1] : ""
            let marks = columns.map { range in
                guard let range, range.contains(row) else { return " " }
                return range.count == 1 ? "•" : "│"
            }
            return String(repeating: " ", count: margin - label.count) + label + " ┤" + marks.joined()
        }
    }

    private static func label(_ value: Double) -> String { String(format: "%.3g", value) }
}
