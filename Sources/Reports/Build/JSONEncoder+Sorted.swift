import Cells
import Foundation

extension JSONEncoder {
    /// An encoder that gives equal texts for equal values; `JSONDecoder.exact` reads them.
    static var sorted: JSONEncoder {
        let encoder = exact
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }

    /// The same with one line for each value, for files that people also read.
    static var readable: JSONEncoder {
        let encoder = sorted
        encoder.outputFormatting.insert(.prettyPrinted)
        return encoder
    }
}
