import Foundation

extension JSONDecoder {
    /// A decoder for the output of `JSONEncoder.sorted`, including NaN and infinities.
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
