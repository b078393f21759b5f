/// The description of a unit for help and reference tables, made from its declaration.
public struct UnitDescription: Sendable, Hashable {
    /// One setting.
    public struct Row: Sendable, Hashable {
        /// The name that authors write.
        public let name: String
        /// Its meaning.
        public let meaning: String
        /// The form of its value.
        public let form: ValueForm
        /// The allowed values in words, with large numbers in groups of three digits.
        public let allowed: String
        /// The default; nil when the setting is required.
        public let standard: Value?
        /// The settings each of which makes this one unnecessary when written.
        public let excuses: [String]

        /// Describes a setting; `allowed` describes what its form alone does not.
        public init(
            _ name: String,
            _ meaning: String,
            _ form: ValueForm,
            allowed: String? = nil,
            standard: Value?,
            excuses: [String] = []
        ) {
            self.name = name
            self.meaning = meaning
            self.form = form
            self.allowed = Self.grouped(allowed ?? form.text)
            self.standard = standard
            self.excuses = excuses
        }

        /// The default on one line.
        public var standardText: String { standard?.summary ?? "must be written" }

        /// The text with commas in numbers of five digits or more.
        private static func grouped(_ text: String) -> String {
            var result = ""
            var digits = ""
            for character in text + " " {
                if character.isASCII, character.isNumber {
                    digits.append(character)
                    continue
                }
                // Digits after a point or within a word are not an integer.
                let isWhole = digits.count > 4 && (result.last.map { $0 == " " || $0 == "-" } ?? true)
                result += isWhole ? Thousands.grouped(digits, by: ",") : digits
                digits = ""
                result.append(character)
            }
            return String(result.dropLast())
        }
    }

    /// The name that authors write.
    public let name: String
    /// A description in one sentence.
    public let summary: String
    /// The settings in declared order.
    public let rows: [Row]

    /// Describes something that is not a unit.
    public init(_ name: String, _ summary: String, rows: [Row] = []) {
        self.name = name
        self.summary = summary
        self.rows = rows
    }

    /// Describes a unit.
    public init(_ unit: any Configurable.Type) {
        self.init(of: unit)
    }

    private init<Unit: Configurable>(of unit: Unit.Type) {
        let standard = Unit()
        name = Unit.name
        summary = Unit.summary
        rows = Unit.settings.map { setting in
            let value = Unit.required.contains(setting.name) ? nil : setting.read(standard)
            return Row(
                setting.name,
                setting.documentation,
                setting.form,
                allowed: setting.allowed,
                standard: value,
                excuses: Unit.excuses[setting.name] ?? []
            )
        }
    }

    /// A unit within the values of settings, with the path to it.
    public struct Part: Sendable, Hashable {
        /// The names of the parts from the outermost to this one.
        public let path: [String]
        /// The description of the part.
        public let unit: UnitDescription
    }

    /// The units within the values of its settings, at any depth, each once, where it first occurs.
    public var parts: [Part] {
        var known: Set<String> = []
        return parts(below: [], &known)
    }

    private func parts(below path: [String], _ known: inout Set<String>) -> [Part] {
        let new = rows.flatMap(\.form.parts).filter { known.insert($0.name).inserted }
        return new.flatMap { unit in
            let place = path + [unit.name]
            return [Part(path: place, unit: unit)] + unit.parts(below: place, &known)
        }
    }
}

extension Value {
    /// The value on one line as an author would write it, for tables.
    ///
    /// An empty value is `none`; long or deeply nested values are shortened.
    public var summary: String {
        switch self {
        case .null, .text(""), .list([]), .map([]): "none"
        default: summary(depth: 0)
        }
    }

    private func summary(depth: Int) -> String {
        switch self {
        case .null: return "none"
        case .flag(let flag): return flag ? "true" : "false"
        case .number(let number): return Value.canonical(number)
        case .text(let text): return text.isEmpty ? "\"\"" : text
        case .list(let values):
            let most = depth == 0 ? 8 : 4
            let shown = values.prefix(values.count > most ? most - 2 : most).map { $0.summary(depth: depth + 1) }
            let rest = values.count > shown.count ? ["… \(values.count) in all"] : []
            return "[" + (shown + rest).joined(separator: ", ") + "]"
        case .map(let entries):
            if depth > 2 { return entries.isEmpty ? "{}" : "{…}" }
            return "{" + entries.map { "\($0.name): \($0.value.summary(depth: depth + 1))" }.joined(separator: ", ")
                + "}"
        }
    }
}
