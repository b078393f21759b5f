/// A unit as help and reference tables show it: a value made from its declaration.
public struct UnitDescription: Sendable, Hashable {
    /// One setting.
    public struct Row: Sendable, Hashable {
        /// The name that authors write.
        public let name: String
        /// What it does.
        public let meaning: String
        /// What it allows, in words, large numbers in groups of three digits.
        public let allowed: String
        /// The value without the setting; nil when it must be written.
        public let standard: Value?

        /// Describes a setting.
        public init(_ name: String, _ meaning: String, allowed: String, standard: Value?) {
            self.name = name
            self.meaning = meaning
            self.allowed = Self.grouped(allowed)
            self.standard = standard
        }

        /// The value without the setting, on one line.
        public var standardText: String { standard?.summary ?? "must be written" }

        /// The text with commas in numbers of five digits and more.
        private static func grouped(_ text: String) -> String {
            var result = ""
            var digits = ""
            for character in text + " " {
                if character.isASCII, character.isNumber {
                    digits.append(character)
                    continue
                }
                // Digits behind a point or within a word are no whole numbers.
                let isWhole = digits.count > 4 && (result.last.map { $0 == " " || $0 == "-" } ?? true)
                for (index, digit) in digits.enumerated() {
                    if isWhole, index > 0, (digits.count - index) % 3 == 0 { result.append(",") }
                    result.append(digit)
                }
                digits = ""
                result.append(character)
            }
            return String(result.dropLast())
        }
    }

    /// The name that authors write.
    public let name: String
    /// What it is, in one sentence.
    public let summary: String
    /// The settings in declared order.
    public let rows: [Row]
    /// The units that its settings are made of.
    public let parts: [UnitDescription]

    /// Describes something that is no unit.
    public init(_ name: String, _ summary: String, rows: [Row] = []) {
        self.name = name
        self.summary = summary
        self.rows = rows
        parts = []
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
            return Row(setting.name, setting.documentation, allowed: setting.allowed, standard: value)
        }
        parts = Unit.parts.map { UnitDescription($0) }
    }
}

extension Value {
    /// The value on one line as an author would write it, for tables: an empty one is none, and what is long or nested
    /// deeply is cut.
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
