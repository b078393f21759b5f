import Settings
import Training

extension ValueForm {
    /// The JSON Schema of the form; nothing is required in units whose settings a sweep may provide.
    func schema(isSwept: Bool = false) -> Value {
        switch self {
        case .number(let bounds): .schema(("type", .text("number"))).adding(bounds.limits)
        case .whole(let range): .schema(("type", .text("integer"))).adding(Bounds(range).limits)
        case .flag: .schema(("type", .text("boolean")))
        case .text(let choices?): .schema(("enum", .list(choices.map { .text($0) })))
        case .text: .schema(("type", .text("string")))
        case .list(let element, let least, let alone): Self.list(of: element.schema(), least, alone)
        case .map(let element): .schema(("type", .text("object")), ("additionalProperties", element.schema()))
        case .settings(let unit): unit.schema(isSwept: isSwept)
        case .unit(let units): .anyOf([Self.name(of: units), Self.named(units, isSwept, most: 1)])
        case .units(let units): Self.several(units, isSwept)
        case .key(let key, let name): Self.reference(to: key, except: name)
        case .either(let forms): .anyOf(forms.map { $0.schema(isSwept: isSwept) })
        case .anything: .map([])
        }
    }

    private static func list(of element: Value, _ least: Int, _ alone: Bool) -> Value {
        let list = Value.schema(("type", .text("array")), ("items", element)).adding(
            least > 0 ? [("minItems", .number(Double(least)))] : []
        )
        return alone ? .anyOf([list, element]) : list
    }

    private static func name(of units: [UnitDescription]) -> Value {
        .schema(("enum", .list(units.map { .text($0.name) })))
    }

    /// A map from units' names to their settings.
    private static func named(_ units: [UnitDescription], _ isSwept: Bool, most: Int? = nil) -> Value {
        .schema(
            ("type", .text("object")),
            ("properties", .map(units.map { .init($0.name, $0.schema(isSwept: isSwept)) })),
            ("additionalProperties", .flag(false)),
            ("minProperties", .number(1))
        ).adding(most.map { [("maxProperties", .number(Double($0)))] } ?? [])
    }

    private static func several(_ units: [UnitDescription], _ isSwept: Bool) -> Value {
        let one = Value.anyOf([name(of: units), named(units, isSwept, most: 1)])
        let list = Value.schema(("type", .text("array")), ("items", one))
        return .anyOf([list, name(of: units), named(units, isSwept), .schema(("type", .text("null")))])
    }

    private static func reference(to key: String, except name: String) -> Value {
        let exception = Value.anyOf([
            .schema(("const", .text(name))),
            .schema(("type", .text("object")), ("required", .list([.text(name)]))),
        ])
        return .schema(("$ref", .text("#/$defs/\(key)")), ("not", exception))
    }
}

extension UnitDescription {
    /// The JSON Schema of a map of the unit's settings, or of null if no setting is required.
    func schema(isSwept: Bool = false, _ schema: (Row) -> Value = { $0.form.schema() }) -> Value {
        let required =
            isSwept ? [] : rows.filter { $0.standard == nil && $0.excuses.isEmpty }.map { Value.text($0.name) }
        let excused = isSwept ? [] : rows.filter { $0.standard == nil }.compactMap(Self.excuse)
        let type: Value =
            required.isEmpty && excused.isEmpty ? .list([.text("object"), .text("null")]) : .text("object")
        return .schema(
            ("type", type),
            ("description", .text(summary)),
            ("properties", .map(rows.map { .init($0.name, schema($0).describing($0)) })),
            ("additionalProperties", .flag(false))
        ).adding(
            (required.isEmpty ? [] : [("required", .list(required))])
                + (excused.isEmpty ? [] : [("allOf", .list(excused))])
        )
    }

    /// Requires that a setting is written, or one that makes it unnecessary; a flag that is false does not.
    private static func excuse(_ row: Row) -> Value? {
        guard !row.excuses.isEmpty else { return nil }
        let excuses = row.excuses.map { excuse in
            let denied = Value.schema(("properties", .map([.init(excuse, .schema(("const", .flag(false))))])))
            return Value.schema(("required", .list([.text(excuse)])), ("not", denied))
        }
        return .anyOf([.schema(("required", .list([.text(row.name)])))] + excuses)
    }
}

extension Bounds {
    /// The range of a whole number.
    fileprivate init(_ range: ClosedRange<Int>) {
        self = .closed(Double(range.lowerBound)...Double(range.upperBound))
    }

    /// The finite ends, under JSON Schema's names.
    fileprivate var limits: [(String, Value)] {
        [
            (includesLow ? "minimum" : "exclusiveMinimum", low), (includesHigh ? "maximum" : "exclusiveMaximum", high),
        ].filter { $0.1.isFinite }.map { ($0.0, .number($0.1)) }
    }
}

extension Value {
    /// A schema with some keywords.
    static func schema(_ keywords: (String, Value)...) -> Value { Value.map([]).adding(keywords) }

    /// A schema with further keywords.
    func adding(_ keywords: (String, Value)...) -> Value { adding(keywords) }

    fileprivate func adding(_ keywords: [(String, Value)]) -> Value {
        keywords.reduce(self) { $0.setting([$1.0], to: $1.1) }
    }

    /// A value that matches one of some schemas; the schema itself when there is only one.
    fileprivate static func anyOf(_ schemas: [Value]) -> Value {
        schemas.count == 1 ? schemas[0] : .schema(("anyOf", .list(schemas)))
    }

    /// The schema of a setting's value with the setting's meaning and default.
    fileprivate func describing(_ row: UnitDescription.Row) -> Value {
        let standard = row.standard.flatMap { [.null, .text(""), .list([]), .map([])].contains($0) ? nil : $0 }
        return adding(("description", .text(row.meaning))).adding(standard.map { [("default", $0)] } ?? [])
    }
}
