/// The form of a setting's value, from which its check, its description and schemas for editors derive.
public indirect enum ValueForm: Sendable, Hashable {
    /// A real number.
    case number(Bounds)
    /// An integer.
    case whole(ClosedRange<Int>)
    /// True or false.
    case flag
    /// A text, which must be one of those given, if any.
    case text(among: [String]? = nil)
    /// A list with a minimal number of values; with `alone`, a single value may be written without brackets.
    case list(ValueForm, atLeast: Int = 0, alone: Bool = false)
    /// A map from any names to values of one form.
    case map(ValueForm)
    /// A unit's settings, or null for its defaults.
    case settings(UnitDescription)
    /// One of some units: its name, or a map from its name to its settings.
    case unit([UnitDescription])
    /// Any number of units: a name, a map from names to settings, or a list of these.
    case units([UnitDescription])
    /// The value of another key of an experiment, except one of its units.
    case key(String, except: String)
    /// A value of any of these forms.
    case either([ValueForm])
    /// Any value.
    case anything

    /// A unit's settings.
    public static func settings(_ unit: any Configurable.Type) -> ValueForm { .settings(UnitDescription(unit)) }

    /// One of some units.
    public static func unit(_ units: [any Configurable.Type]) -> ValueForm { .unit(units.map { UnitDescription($0) }) }

    /// The form in words, for help and reference tables.
    public var text: String {
        switch self {
        case .number(let bounds): bounds.text
        case .whole(let range) where range.upperBound > 1 << 50: "a whole number from \(range.lowerBound)"
        case .whole(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .flag: "true or false"
        case .text(let choices?): "one of " + choices.joined(separator: ", ")
        case .text: "text"
        case .list(let element, let least, _): Self.text(ofList: element, atLeast: least)
        case .map(.text(among: nil)): "a map of texts"
        case .map, .settings: "a map"
        case .unit: "a name, or a map from a name to settings"
        case .units: "a list of names, or of maps from a name to settings"
        case .key(let key, let name): "what stands under \(key) elsewhere, but for \(name)"
        case .either(let forms): forms.map(\.text).joined(separator: ", or ")
        case .anything: "a list or a map"
        }
    }

    private static func text(ofList element: ValueForm, atLeast least: Int) -> String {
        let length = least == 0 ? "" : " of at least \(least == 1 ? "one" : "\(least)")"
        switch element {
        case .number(.finite): return "a list\(length), finite numbers"
        case .number(let bounds): return "a list\(length), each \(bounds.text)"
        case .text(among: nil): return "a list of texts"
        case .settings, .map, .unit: return least == 1 ? "a list of at least one map" : "a list of maps"
        default: return "a list\(length), each \(element.text)"
        }
    }

    /// The units within a value of this form.
    var parts: [UnitDescription] {
        switch self {
        case .list(let form, _, _), .map(let form): form.parts
        case .settings(let unit): [unit]
        case .unit(let units), .units(let units): units
        case .either(let forms): forms.flatMap(\.parts)
        case .number, .whole, .flag, .text, .key, .anything: []
        }
    }
}
