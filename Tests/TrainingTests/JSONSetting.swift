import Settings

/// A setting in the form of the reference files.
enum JSONSetting: Decodable {
    case flag(Bool)
    case number(Double)
    case text(String)

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else {
            self = .text(try container.decode(String.self))
        }
    }

    var value: Value {
        switch self {
        case .flag(let flag): .flag(flag)
        case .number(let number): .number(number)
        case .text(let text): .text(text)
        }
    }

    var text: String {
        switch self {
        case .flag(let flag): "\(flag)"
        case .number(let number): Value.canonical(number)
        case .text(let text): text
        }
    }
}
