import Foundation
import Storage

extension Cell {
    /// The cell's text for readers.
    func printed(digits: Int) -> String {
        switch self {
        case .null: ""
        case .integer(let value): NumberText.whole(Int(value))
        case .real(let value): NumberText.significant(value, digits: digits)
        case .text(let text): NumberText.typeset(text)
        case .blob(let bytes): "\(bytes.count) bytes"
        }
    }

    /// The cell's text for programs.
    var text: String {
        switch self {
        case .null: ""
        case .integer(let value): "\(value)"
        case .real(let value): "\(value)"
        case .text(let text): text
        case .blob(let bytes): Data(bytes).base64EncodedString()
        }
    }
}
