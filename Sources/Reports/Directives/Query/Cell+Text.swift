import Foundation
import Storage

extension Cell {
    /// The cell as readers see it.
    func printed(digits: Int) -> String {
        switch self {
        case .null: ""
        case .integer(let value): NumberText.whole(Int(value))
        case .real(let value): NumberText.significant(value, digits: digits)
        case .text(let text): text
        case .blob(let bytes): "\(bytes.count) bytes"
        }
    }

    /// The cell as programs read it.
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
