import Experiments
import Foundation

// How a log was read, as the text that is stored.
extension Reading {
    /// Keys in their order, so that equal readings are equal texts.
    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    init(json: String) throws {
        self = try JSONDecoder().decode(Reading.self, from: Data(json.utf8))
    }
}
