import Foundation

extension JSONDecoder {
    /// Reads what `JSONEncoder.sorted` has written, numbers that are none included.
    static var exact: JSONDecoder {
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "inf",
            negativeInfinity: "-inf",
            nan: "nan"
        )
        return decoder
    }
}
