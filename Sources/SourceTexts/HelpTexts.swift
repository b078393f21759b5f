/// Finds the strings of a Swift source that are only shown to people: summaries, help, messages of faults.
///
/// A string is recognised by its position and never by its content, so that no string that decides a result is
/// excluded. Such positions are the value of a constant or an argument with certain names, a property
/// `documentation`, and the arguments of a call that makes a setting or a fault. The first string of a setting is its
/// name, which is kept.
struct HelpTexts {
    private let source: SwiftTokens
    private var found: Set<Int> = []

    private static let names: Set<String> = ["summary", "documentation", "help", "message"]
    private static let calls: Set<String> = [
        "SettingFault", "DataFault", "precondition", "preconditionFailure", "assertionFailure", "fatalError",
    ]

    private init(_ source: SwiftTokens) {
        self.source = source
    }

    /// The indices of the tokens to exclude.
    static func indices(in source: SwiftTokens) -> Set<Int> {
        var finder = HelpTexts(source)
        for index in source.tokens.indices { finder.look(at: index) }
        return finder.found
    }

    private func text(_ index: Int) -> String { source.tokens.indices.contains(index) ? source.tokens[index].text : "" }

    private func isString(_ index: Int) -> Bool {
        source.tokens.indices.contains(index) && source.tokens[index].kind == .string
    }

    private mutating func look(at index: Int) {
        switch (text(index), text(index + 1)) {
        case ("let", let name) where Self.names.contains(name), ("var", let name) where Self.names.contains(name):
            takeValue(of: index + 1)
        case (let label, ":") where Self.names.contains(label): takeText(at: index + 2)
        case (let call, "(") where Self.calls.contains(call): takeArguments(from: index + 1, first: true)
        case ("Setting", "("): takeArguments(from: index + 1, first: false)
        default: break
        }
    }

    /// Excludes the string value of a constant, or all strings in the body of a computed property.
    private mutating func takeValue(of name: Int) {
        var place = name + 1
        if text(place) == ":" { place += 2 }
        if text(place) == "=" { return takeText(at: place + 1) }
        guard text(place) == "{" else { return }
        for index in place..<source.end(of: place) where isString(index) { takeText(at: index) }
    }

    /// Excludes the strings among a call's arguments without labels.
    private mutating func takeArguments(from open: Int, first takesFirst: Bool) {
        let close = source.end(of: open)
        var place = open + 1
        var takes = takesFirst
        while place < close {
            switch text(place) {
            case "(", "[", "{": place = source.end(of: place)
            case ",": takes = true
            default:
                if takes, isString(place), ["(", ","].contains(text(place - 1)) { takeText(at: place) }
            }
            place += 1
        }
    }

    /// Excludes a string and those concatenated to it.
    private mutating func takeText(at index: Int) {
        guard isString(index) else { return }
        found.insert(index)
        if text(index + 1) == "+", isString(index + 2) {
            found.insert(index + 1)
            takeText(at: index + 2)
        }
    }
}
