import Foundation

/// Names along an axis instead of numbers.
struct Categories: Sendable {
    /// The text at each position.
    private(set) var names: [String] = []
    /// The names as numbers, if all of them are numbers.
    private(set) var values: [Double]?

    /// The distinct entries of a column; numbers are sorted, unless `keepsOrder`.
    init(numbers: [Double], texts: [String], keepsOrder: Bool, isDescending: Bool = false) {
        var seen: Set<String> = []
        let isNumeric = !numbers.isEmpty && numbers.allSatisfy(\.isFinite)
        var entries: [(name: String, value: Double)] = []
        for (number, text) in zip(numbers, texts) {
            let name = isNumeric ? NumberText.significant(number, digits: 12) : text
            if seen.insert(name).inserted { entries.append((name, number)) }
        }
        if isNumeric, !keepsOrder { entries.sort { isDescending ? $0.value > $1.value : $0.value < $1.value } }
        names = entries.map(\.name)
        values = isNumeric ? entries.map(\.value) : nil
    }

    /// For each row of a column, the index of its entry.
    func indices(numbers: [Double], texts: [String]) -> [Int?] {
        if let values {
            let places = Dictionary(zip(values, values.indices)) { first, _ in first }
            return numbers.map { places[$0] }
        }
        let places = Dictionary(zip(names, names.indices)) { first, _ in first }
        return texts.map { places[$0] }
    }

    /// The position of a number between the names, 0 at the first.
    ///
    /// It is interpolated by ratio if the names have roughly equal ratios.
    func place(of value: Double) -> Double {
        guard let values, values.count > 1 else { return values?.first == value ? 0 : .nan }
        let isLog = Self.isLog(values) && value > 0
        let ruler = isLog ? values.map { log($0) } : values
        let wanted = isLog ? log(value) : value
        let isRising = ruler[1] > ruler[0]
        guard zip(ruler, ruler.dropFirst()).allSatisfy({ ($0 < $1) == isRising }) else {
            return values.firstIndex(of: value).map(Double.init) ?? .nan
        }
        let next = ruler.firstIndex { isRising ? $0 >= wanted : $0 <= wanted } ?? ruler.count
        let high = min(max(next, 1), ruler.count - 1)
        return Double(high - 1) + (wanted - ruler[high - 1]) / (ruler[high] - ruler[high - 1])
    }

    /// Whether the ratios between names are more even than the differences.
    private static func isLog(_ values: [Double]) -> Bool {
        guard values.count > 2, values.allSatisfy({ $0 > 0 }) else { return false }
        func unevenness(_ ruler: [Double]) -> Double {
            let steps = zip(ruler, ruler.dropFirst()).map { abs($1 - $0) }
            return (steps.max() ?? 1) / max(steps.min() ?? 1, .leastNormalMagnitude)
        }
        return unevenness(values.map { log($0) }) < unevenness(values)
    }
}
