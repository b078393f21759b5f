import Foundation

extension JSONEncoder {
    /// An encoder that gives equal texts for equal values.
    static var sorted: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf",
            negativeInfinity: "-inf",
            nan: "nan"
        )
        return encoder
    }

    /// The same with one line for each value, for files that people also read.
    static var readable: JSONEncoder {
        let encoder = sorted
        encoder.outputFormatting.insert(.prettyPrinted)
        return encoder
    }
}
