import Foundation

/// The numbers with which a claim's rule compares its measure.
enum RuleThresholds {
    /// The numbers, if the rule has a simple form: `lead >= 0`, `0 < lead`, `ratio BETWEEN 0.9 AND 1.1`.
    static func numbers(in condition: String, of measure: String) -> [Double] {
        guard !measure.isEmpty else { return [] }
        let number = "([-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)"
        let name = "\\b" + NSRegularExpression.escapedPattern(for: measure) + "\\b"
        let patterns = [
            "(?<![-+*/]\\s?)(?<![.\\w])\(name)\\s*[<>]=?\\s*\(number)(?!\\s*[-+*/]|[.\\w])",
            "(?<![-+*/]\\s?)(?<![.\\w])\(number)\\s*[<>]=?\\s*\(name)(?!\\s*[-+*/.])",
            "(?<![-+*/]\\s?)(?<![.\\w])\(name)\\s+BETWEEN\\s+\(number)\\s+AND\\s+\(number)(?!\\s*[-+*/]|[.\\w])",
        ]
        var found: [Double] = []
        for pattern in patterns {
            guard let expression = try? NSRegularExpression(pattern: pattern, options: [.caseInsensitive]) else {
                continue
            }
            for match in expression.matches(in: condition, range: NSRange(condition.startIndex..., in: condition)) {
                for group in 1..<match.numberOfRanges {
                    guard let range = Range(match.range(at: group), in: condition),
                        // Infinity, written 9e999, cannot be shown on an axis.
                        let value = Double(condition[range]), value.isFinite, !found.contains(value)
                    else { continue }
                    found.append(value)
                }
            }
        }
        return found
    }
}
