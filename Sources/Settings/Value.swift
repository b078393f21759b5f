/// A tree of plain values, for a directive's YAML and for resolved specifications.
public enum Value: Sendable, Hashable {
    /// Nothing was written.
    case null
    /// True or false.
    case flag(Bool)
    /// A number; integers are exact up to 2⁵³.
    case number(Double)
    /// A text.
    case text(String)
    /// A list.
    case list([Value])
    /// Named values in the order in which they were written.
    case map([Entry])

    /// One named value of a map.
    public struct Entry: Sendable, Hashable {
        /// The name.
        public var name: String
        /// The value.
        public var value: Value

        /// Pairs a name with a value.
        public init(_ name: String, _ value: Value) {
            self.name = name
            self.value = value
        }
    }

    /// The value under `name`; nil when this is not a map or lacks it.
    public subscript(_ name: String) -> Value? {
        guard case .map(let entries) = self else { return nil }
        return entries.first { $0.name == name }?.value
    }

    /// The word for this kind of value in messages.
    public var kind: String {
        switch self {
        case .null: "nothing"
        case .flag: "true or false"
        case .number: "a number"
        case .text: "text"
        case .list: "a list"
        case .map: "a map"
        }
    }

    /// This tree with `value` at `path`; missing maps are created.
    ///
    /// A step into a text keeps the text as a name without settings, as in `optimizer: adam`. A step into anything
    /// else that is not a map replaces it, so that the reader of the tree reports what is wrong there.
    public func setting(_ path: some Collection<String>, to value: Value) -> Value {
        guard let name = path.first else { return value }
        var entries: [Entry] =
            switch self {
            case .map(let present): present
            case .text(let unit): [Entry(unit, .null)]
            default: []
            }
        let rest = path.dropFirst()
        if let index = entries.firstIndex(where: { $0.name == name }) {
            entries[index].value = entries[index].value.setting(rest, to: value)
        } else {
            entries.append(Entry(name, Value.null.setting(rest, to: value)))
        }
        return .map(entries)
    }

    /// The value at `path`; nil when the tree does not reach there.
    public func value(at path: some Collection<String>) -> Value? {
        guard let name = path.first else { return self }
        return self[name]?.value(at: path.dropFirst())
    }
}

extension Value {
    /// The shortest text that reads back as the same number; integers have no point.
    public static func canonical(_ number: Double) -> String {
        if number == 0 { return "0" }
        if number == number.rounded(), abs(number) < 0x1p54 { return String(Int64(number)) }
        return "\(number)"
    }
}
