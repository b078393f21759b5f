/// A tree is encoded as itself, except for maps and for numbers that are not finite.
///
/// A map is an object with a list of pairs, since the order of its entries counts.
extension Value: Codable {
    private enum Key: String, CodingKey {
        case map, number
    }

    private struct Pair: Codable {
        var name: String
        var value: Value
    }

    /// Decodes a tree; throws `DecodingError` when there is none.
    public init(from decoder: any Decoder) throws {
        if let container = try? decoder.container(keyedBy: Key.self) {
            self = try Self.keyed(container)
        } else if let list = try? decoder.unkeyedContainer() {
            self = .list(try Self.elements(list))
        } else {
            self = try Self.single(decoder.singleValueContainer())
        }
    }

    private static func keyed(_ container: KeyedDecodingContainer<Key>) throws -> Value {
        if let number = try container.decodeIfPresent(String.self, forKey: .number) {
            return .number(Double(number) ?? .nan)
        }
        return .map(try container.decode([Pair].self, forKey: .map).map { Entry($0.name, $0.value) })
    }

    private static func elements(_ list: any UnkeyedDecodingContainer) throws -> [Value] {
        var list = list
        var values: [Value] = []
        while !list.isAtEnd { values.append(try list.decodeNil() ? .null : list.decode(Value.self)) }
        return values
    }

    private static func single(_ container: any SingleValueDecodingContainer) throws -> Value {
        if container.decodeNil() { return .null }
        if let flag = try? container.decode(Bool.self) { return .flag(flag) }
        if let number = try? container.decode(Double.self) { return .number(number) }
        return .text(try container.decode(String.self))
    }

    /// Encodes the tree.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .null:
            var container = encoder.singleValueContainer()
            try container.encodeNil()
        case .flag(let flag): try flag.encode(to: encoder)
        case .number(let number) where number.isFinite: try number.encode(to: encoder)
        case .number(let number):
            var container = encoder.container(keyedBy: Key.self)
            try container.encode("\(number)", forKey: .number)
        case .text(let text): try text.encode(to: encoder)
        case .list(let values): try values.encode(to: encoder)
        case .map(let entries):
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(entries.map { Pair(name: $0.name, value: $0.value) }, forKey: .map)
        }
    }
}
