import Settings
import Training

/// Checks values against a JSON Schema, for the keywords that our schemas use.
///
/// Any other keyword allows nothing.
struct SchemaChecker {
    private let root: Value

    init(_ root: Value) { self.root = root }

    /// Whether the schema allows `value`.
    func allows(_ value: Value) -> Bool { allows(value, root) }

    private func allows(_ value: Value, _ schema: Value) -> Bool {
        guard case .map(let keywords) = schema else { return schema == .flag(true) }
        return keywords.allSatisfy { allows(value, $0.name, $0.value, of: schema) }
    }

    private func allows(_ value: Value, _ keyword: String, _ demand: Value, of schema: Value) -> Bool {
        switch keyword {
        case "$schema", "$defs", "title", "description", "default": true
        case "$ref": allows(value, definition(demand))
        case "anyOf": demand.items.contains { allows(value, $0) }
        case "allOf": demand.items.allSatisfy { allows(value, $0) }
        case "not": !allows(value, demand)
        case "type": (demand.items.isEmpty ? [demand] : demand.items).contains { value.isOf(type: $0) }
        case "enum": demand.items.contains(value)
        case "const": value == demand
        default: allowsParts(of: value, keyword, demand, of: schema)
        }
    }

    private func allowsParts(of value: Value, _ keyword: String, _ demand: Value, of schema: Value) -> Bool {
        switch (keyword, value) {
        case ("properties", .map(let entries)):
            entries.allSatisfy { entry in demand[entry.name].map { allows(entry.value, $0) } ?? true }
        case ("additionalProperties", .map(let entries)):
            entries.allSatisfy { schema["properties"]?[$0.name] != nil || allows($0.value, demand) }
        case ("required", .map): demand.items.allSatisfy { name in value[name.word] != nil }
        case ("minProperties", .map(let entries)): Double(entries.count) >= demand.size
        case ("maxProperties", .map(let entries)): Double(entries.count) <= demand.size
        case ("items", .list(let values)): values.allSatisfy { allows($0, demand) }
        case ("minItems", .list(let values)): Double(values.count) >= demand.size
        case ("minimum", .number(let number)): number >= demand.size
        case ("exclusiveMinimum", .number(let number)): number > demand.size
        case ("maximum", .number(let number)): number <= demand.size
        case ("exclusiveMaximum", .number(let number)): number < demand.size
        // A keyword for another type does not restrict the value.
        default: Self.partial.contains(keyword)
        }
    }

    private static let partial: Set<String> = [
        "properties", "additionalProperties", "required", "minProperties", "maxProperties", "items", "minItems",
        "minimum",
        "exclusiveMinimum", "maximum", "exclusiveMaximum",
    ]

    private func definition(_ reference: Value) -> Value {
        root["$defs"]?[String(reference.word.dropFirst("#/$defs/".count))] ?? .flag(false)
    }
}

extension Value {
    fileprivate var items: [Value] { if case .list(let values) = self { values } else { [] } }

    fileprivate var word: String { if case .text(let text) = self { text } else { "" } }

    fileprivate var size: Double { if case .number(let number) = self { number } else { .nan } }

    fileprivate func isOf(type: Value) -> Bool {
        switch (type.word, self) {
        case ("null", .null), ("boolean", .flag), ("string", .text), ("array", .list), ("object", .map): true
        case ("number", .number(let number)): number.isFinite
        case ("integer", .number(let number)): number == number.rounded() && number.isFinite
        default: false
        }
    }
}
