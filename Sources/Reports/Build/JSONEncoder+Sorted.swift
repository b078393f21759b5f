import Foundation

extension JSONEncoder {
    /// An encoder whose texts are equal for equal values.
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

    /// The same with a line for each value, for files and results that people look at too.
    static var readable: JSONEncoder {
        let encoder = sorted
        encoder.outputFormatting.insert(.prettyPrinted)
        return encoder
    }
}
