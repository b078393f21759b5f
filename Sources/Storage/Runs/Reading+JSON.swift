import Experiments
import Foundation

// The report on how a log was read, in its stored form.
extension Reading {
    /// JSON with sorted keys, so that equal readings give equal texts.
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
