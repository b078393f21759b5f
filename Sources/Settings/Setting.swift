import Diagnostics

/// One setting of a unit, declared once: name, key path, allowed values, meaning.
///
/// Reading from a chapter, range check, help, canonical form, cache key and the reference table all derive from it.
public struct Setting<Owner>: Sendable {
    /// The name that authors write.
    public let name: String
    /// The meaning in one sentence, with the unit.
    public let documentation: String
    /// The form of its value.
    public let form: ValueForm
    /// The allowed values in words.
    public let allowed: String
    /// Reads the value from an owner.
    public let read: @Sendable (Owner) -> Value
    /// Writes a value into an owner; throws a `SettingFault` with an empty path when the value is not allowed.
    public let write: @Sendable (inout Owner, Value) throws -> Void

    private init(
        _ name: String,
        _ documentation: String,
        _ form: ValueForm,
        allowed: String? = nil,
        read: @escaping @Sendable (Owner) -> Value,
        write: @escaping @Sendable (inout Owner, Value) throws -> Void
    ) {
        self.name = name
        self.documentation = documentation
        self.form = form
        self.allowed = allowed ?? form.text
        self.read = read
        self.write = write
    }

    /// A setting that is a real number.
    public init(
        _ name: String,
        _ key: any WritableKeyPath<Owner, Double> & Sendable,
        in bounds: Bounds,
        _ documentation: String
    ) {
        self.init(name, documentation, .number(bounds), read: { .number($0[keyPath: key]) }) { owner, value in
            owner[keyPath: key] = try Self.number(value, in: bounds)
        }
    }

    /// A setting that is an integer.
    public init(
        _ name: String,
        _ key: any WritableKeyPath<Owner, Int> & Sendable,
        in bounds: ClosedRange<Int>,
        _ documentation: String
    ) {
        self.init(name, documentation, .whole(bounds), read: { .number(Double($0[keyPath: key])) }) { owner, value in
            let number = try Self.number(value, in: .closed(Double(bounds.lowerBound)...Double(bounds.upperBound)))
            guard let whole = Int(exactly: number) else {
                throw SettingFault(.outOfRange, at: [], "\(Value.canonical(number)) is no whole number")
            }
            owner[keyPath: key] = whole
        }
    }

    /// A setting that is true or false.
    public init(_ name: String, _ key: any WritableKeyPath<Owner, Bool> & Sendable, _ documentation: String) {
        self.init(name, documentation, .flag, read: { .flag($0[keyPath: key]) }) { owner, value in
            guard case .flag(let flag) = value else {
                throw SettingFault(.wrongType, at: [], "expected true or false, found \(value.kind)")
            }
            owner[keyPath: key] = flag
        }
    }

    /// A setting that is a list of real numbers; a single number is a list of one.
    public init(
        _ name: String,
        _ key: any WritableKeyPath<Owner, [Double]> & Sendable,
        each bounds: Bounds,
        atLeast least: Int = 0,
        _ documentation: String
    ) {
        let form = ValueForm.list(.number(bounds), atLeast: least, alone: least < 2)
        self.init(name, documentation, form, read: { .list($0[keyPath: key].map { .number($0) }) }) { owner, value in
            owner[keyPath: key] = try Self.numbers(value, each: bounds, atLeast: least)
        }
    }

    private static func number(_ value: Value, in bounds: Bounds) throws -> Double {
        guard case .number(let number) = value else {
            let help = if case .text = value { "write a number, such as 0.5 or 1e-8" } else { String?.none }
            throw SettingFault(.wrongType, at: [], "expected a number, found \(value.kind)", help: help)
        }
        guard bounds.contains(number) else {
            throw SettingFault(
                .outOfRange,
                at: [],
                "\(Value.canonical(number)) is out of range",
                help: "allowed: \(bounds.text)"
            )
        }
        return number
    }

    private static func numbers(_ value: Value, each bounds: Bounds, atLeast least: Int) throws -> [Double] {
        let values: [Value]
        switch value {
        case .list(let list): values = list
        case .number: values = [value]
        default: throw SettingFault(.wrongType, at: [], "expected a list of numbers, found \(value.kind)")
        }
        guard values.count >= least else {
            throw SettingFault(.outOfRange, at: [], "the list needs at least \(least) number\(least == 1 ? "" : "s")")
        }
        return try values.enumerated().map { index, value in try at(index) { try number(value, in: bounds) } }
    }

    /// The result of `read`, whose fault is moved to an element of a list.
    private static func at<Element>(_ index: Int, _ read: () throws -> Element) throws -> Element {
        do {
            return try read()
        } catch let fault as SettingFault {
            throw fault.under([String(index)])
        }
    }
}

extension Setting {
    /// A setting that is any text.
    public init(_ name: String, _ key: any WritableKeyPath<Owner, String> & Sendable, _ documentation: String) {
        self.init(name, documentation, .text(), read: { .text($0[keyPath: key]) }) { owner, value in
            guard case .text(let text) = value else {
                throw SettingFault(.wrongType, at: [], "expected \(ValueForm.text().text), found \(value.kind)")
            }
            owner[keyPath: key] = text
        }
    }

    /// A setting that is one of some names, which are known only at run time.
    public init(
        _ name: String,
        _ key: any WritableKeyPath<Owner, String> & Sendable,
        among names: [String],
        _ documentation: String
    ) {
        self.init(name, documentation, .text(among: names), read: { .text($0[keyPath: key]) }) { owner, value in
            owner[keyPath: key] = try Self.name(value, among: names)
        }
    }

    private static func name(_ value: Value, among names: [String]) throws -> String {
        guard case .text(let text) = value else {
            throw SettingFault(.wrongType, at: [], "expected \(ValueForm.text(among: names).text), found \(value.kind)")
        }
        guard names.contains(text) else {
            throw SettingFault(
                .outOfRange,
                at: [],
                "'\(text)' is not allowed",
                help: NearMiss.help(for: text, in: names)
            )
        }
        return text
    }

    /// A setting that is one of the cases of an enumeration, written by name.
    public init<Choice: CaseIterable & RawRepresentable<String> & Sendable>(
        _ name: String,
        _ key: any WritableKeyPath<Owner, Choice> & Sendable,
        _ documentation: String
    ) {
        let choices = Array(Choice.allCases)
        let form = ValueForm.text(among: choices.map(\.rawValue))
        self.init(name, documentation, form, read: { .text($0[keyPath: key].rawValue) }) { owner, value in
            owner[keyPath: key] = try Self.choice(value, among: choices)
        }
    }

    /// A setting that is a set of cases of an enumeration, in any order; a single case is a list of one.
    public init<Choice: CaseIterable & RawRepresentable<String> & Hashable & Sendable>(
        _ name: String,
        _ key: any WritableKeyPath<Owner, Set<Choice>> & Sendable,
        _ documentation: String
    ) {
        let choices = Array(Choice.allCases)
        let form = ValueForm.list(.text(among: choices.map(\.rawValue)), alone: true)
        self.init(
            name,
            documentation,
            form,
            read: { owner in .list(choices.filter(owner[keyPath: key].contains).map { .text($0.rawValue) }) }
        ) { owner, value in
            let values = if case .list(let list) = value { list } else { [value] }
            let chosen = try values.enumerated().map { index, value in
                try Self.at(index) { try Self.choice(value, among: choices) }
            }
            owner[keyPath: key] = Set(chosen)
        }
    }

    private static func choice<Choice: RawRepresentable<String>>(
        _ value: Value,
        among choices: [Choice]
    ) throws -> Choice {
        let name = try name(value, among: choices.map(\.rawValue))
        guard let choice = choices.first(where: { $0.rawValue == name }) else {
            preconditionFailure("the name of a choice is that of a choice")
        }
        return choice
    }

    /// A setting that is a tree of values, which its owner reads itself; `allowed` describes what the form alone does
    /// not.
    public init(
        _ name: String,
        _ key: any WritableKeyPath<Owner, Value> & Sendable,
        _ form: ValueForm,
        allowed: String? = nil,
        _ documentation: String
    ) {
        self.init(name, documentation, form, allowed: allowed, read: { $0[keyPath: key] }) { owner, value in
            owner[keyPath: key] = value
        }
    }

    /// A setting that is a list of texts; a single text is a list of one.
    public init(_ name: String, _ key: any WritableKeyPath<Owner, [String]> & Sendable, _ documentation: String) {
        self.init(
            name,
            documentation,
            .list(.text(), alone: true),
            read: { .list($0[keyPath: key].map { .text($0) }) }
        ) { owner, value in
            let values = if case .list(let list) = value { list } else { [value] }
            owner[keyPath: key] = try values.enumerated().map { index, value in
                guard case .text(let text) = value else {
                    throw SettingFault(.wrongType, at: [String(index)], "expected text, found \(value.kind)")
                }
                return text
            }
        }
    }
}
