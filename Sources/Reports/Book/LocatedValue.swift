import Diagnostics
import Foundation
import Settings
import Yams

/// A tree of values read from YAML that knows the place of each value.
struct LocatedValue: Sendable {
    /// The tree of values.
    let value: Value
    /// The place where the tree begins.
    let place: Place
    private let places: [[String]: (key: Place?, value: Place)]
    /// Warnings for the author about values that can be read.
    let warnings: [Diagnostic]
    private let text: LocatedText

    private struct Line: Sendable {
        let text: Substring
        let count: Int
        let indentation: Int

        init(_ text: Substring) {
            self.text = text
            count = text.count
            indentation = text.prefix { $0 == " " }.count
        }

        static func all(of text: LocatedText) -> [Line] {
            text.text.split(separator: "\n", omittingEmptySubsequences: false).map(Line.init)
        }
    }

    /// Reads `text`; an empty text is an empty map.
    ///
    /// Throws `Faults`.
    init(yaml text: LocatedText) throws {
        place = text.place
        self.text = text
        var places: [[String]: (key: Place?, value: Place)] = [:]
        let marks = YAMLLines(text)
        do {
            if let fault = try AliasCount.fault(in: text, marks) { throw Faults([fault]) }
            // `NodeReader` decides the types of scalars; the library's resolver would try one regular expression for
            // each type.
            guard let node = try Yams.compose(yaml: text.text, .basic, .default, .utf8) else {
                (value, self.places, warnings) = (.map([]), [:], [])
                return
            }
            var reader = NodeReader(marks: marks)
            value = reader.read(node, at: [])
            places = reader.places
            let found = reader.faults + reader.cutTexts()
            warnings = found.filter { $0.severity == .warning }
            if warnings.count < found.count { throw Faults(found) }
        } catch let error as YamlError {
            throw Faults([Self.diagnostic(error, in: text, marks)])
        }
        self.places = places
    }

    /// An empty map instead of `text`, which could not be read.
    init(empty text: LocatedText) {
        (value, place, places, warnings) = (.map([]), text.place, [:], [])
        self.text = text
    }

    /// The place of the value at `path`, or of its key; when the path was not written, the place of the nearest
    /// ancestor.
    func place(of path: [String], atKey: Bool = false) -> Place {
        var path = path
        while !path.isEmpty {
            if let found = places[path] { return atKey ? found.key ?? found.value : found.value }
            path.removeLast()
        }
        return place
    }

    /// The place of a line and column (both from 1) of the text at `path`; the value's own place when that cannot be
    /// found.
    func place(of path: [String], line: Int?, column: Int?) -> Place {
        let start = place(of: path)
        guard let line, let column else { return start }
        let lines = Line.all(of: text)
        guard let index = text.origins.firstIndex(where: { $0.line == start.line }), lines.indices.contains(index)
        else {
            return start
        }
        let lead = start.column - text.origins[index].column
        switch lines[index].text.dropFirst(lead).first {
        case "|":
            guard lines.indices.contains(index + line) else { return start }
            let indentation =
                lines[(index + 1)...].first { !$0.text.allSatisfy(\.isWhitespace) }?.indentation ?? 0
            return text.place(line: index + line + 1, column: indentation + column)
        case ">": return line == 1 ? folded(lines, from: index + 1, lead: 0, column: column) ?? start : start
        case "\"", "'": return line == 1 ? folded(lines, from: index, lead: lead + 1, column: column) ?? start : start
        default: return line == 1 ? folded(lines, from: index, lead: lead, column: column) ?? start : start
        }
    }

    /// The place of a column in a folded text, whose lines YAML joins by single spaces.
    private func folded(_ lines: [Line], from first: Int, lead: Int, column: Int) -> Place? {
        var rest = column - 1
        for index in lines[first...].indices {
            let indentation = index == first && lead > 0 ? lead : lines[index].indentation
            let length = lines[index].count - indentation
            if rest <= length { return text.place(line: index + 1, column: indentation + rest + 1) }
            rest -= length + 1
        }
        return nil
    }

    /// Turns `fault` into a diagnostic at its place.
    func diagnostic(_ fault: SettingFault, of group: String) -> Diagnostic {
        Diagnostic(
            "\(group).\(fault.kind.rawValue)",
            at: place(of: fault.path, atKey: fault.atKey),
            fault.message,
            help: commaHelp(fault) ?? fault.help
        )
    }

    /// Help for a value that was split at a comma: between braces, the text after the comma is read as a key.
    private func commaHelp(_ fault: SettingFault) -> String? {
        guard fault.kind == .unknownKey, fault.path.last?.contains(" ") == true else { return nil }
        return "between { and } a comma ends a value: quote a text that holds one"
    }

    private static func diagnostic(_ error: YamlError, in text: LocatedText, _ marks: YAMLLines) -> Diagnostic {
        switch error {
        case .reader(let problem, let offset, _, _):
            let help = "remove the sign that cannot be seen; a tab or a line end may be meant"
            let place = marks.place(offset: offset)
            return Diagnostic("yaml.syntax", at: place, "this is no YAML: \(problem)", help: help)
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            let isTab = text.character(at: marks.place(mark)) == "\t"
            return Diagnostic(
                "yaml.syntax",
                at: marks.place(mark),
                "this is no YAML: \(isTab ? "a tab stands where a value should begin" : problem)",
                help: isTab ? "indent by spaces" : help(problem, at: mark.line, in: marks)
            )
        case .duplicatedKeysInMapping(let duplicates, let context):
            let names = duplicates.map { "'\($0)'" }.joined(separator: ", ")
            let mark = context.mark
            return Diagnostic(
                "yaml.duplicate-key",
                at: marks.place(mark),
                "the key \(names) is written twice",
                help: "keep one"
            )
        default:
            return Diagnostic("yaml.syntax", at: text.place, "this is no YAML: \(error)")
        }
    }

    /// Help for a text that is not YAML, from the place where the parser stopped.
    private static func help(_ problem: String, at line: Int, in lines: YAMLLines) -> String {
        // The parser does not name the escape or the comment that misled it.
        if problem.contains("escape character") || problem.contains("hexdecimal") {
            return QuotedSource.help("…\\beta…")
        }
        if [line, line - 1].contains(where: { lines.line($0)?.firstRange(of: /\ #\S/) != nil }) {
            return "` #` begins a comment in YAML: quote a text that holds it"
        }
        return "a key needs a colon and a space; nested lines are indented by spaces; quote text with a colon in it"
    }
}

extension LocatedText {
    /// The text of a whole file, or a text from outside the chapters.
    init(wholeFile file: String, text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        self.init(file: file, text: text, origins: lines.indices.map { .init(line: $0 + 1, column: 1) })
    }

    /// The character at a place of the file; nil when the place is outside the text.
    fileprivate func character(at place: Place) -> Character? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let index = origins.firstIndex(where: { $0.line == place.line }), lines.indices.contains(index) else {
            return nil
        }
        return lines[index].dropFirst(place.column - origins[index].column).first
    }
}

/// Turns Yams' nodes into values by the rules of YAML 1.2's core schema, so that `no`, `on` and `y` are texts.
private struct NodeReader {
    private let marks: YAMLLines
    private(set) var places: [[String]: (key: Place?, value: Place)] = [:]
    private(set) var faults: [Diagnostic] = []
    /// The last text or number that begins on each line.
    private var last: [Int: Node.Scalar] = [:]

    init(marks: YAMLLines) {
        self.marks = marks
    }

    /// The maximal nesting of values; reading and walking the tree recurse once for each level.
    private static let nestingLimit = 60

    mutating func read(_ node: Node, at path: [String]) -> Value {
        if places[path] == nil { places[path] = (nil, place(node)) }
        guard path.count <= Self.nestingLimit else {
            let help = "at most \(Self.nestingLimit) levels are read"
            faults.append(Diagnostic("yaml.nesting", at: place(node), "the values nest too deep here", help: help))
            return .null
        }
        switch node {
        case .scalar(let scalar):
            note(scalar, at: path)
            return Self.scalar(scalar)
        case .sequence(let sequence):
            return .list(sequence.enumerated().map { read($1, at: path + [String($0)]) })
        case .mapping(let mapping):
            return .map(mapping.compactMap { entry(key: $0.key, node: $0.value, at: path) })
        case .alias:
            faults.append(
                Diagnostic("yaml.alias", at: place(node), "this alias has no anchor", help: "write the value")
            )
            return .null
        }
    }

    private mutating func entry(key: Node, node: Node, at path: [String]) -> Value.Entry? {
        if let scalar = key.scalar { note(scalar, at: path) }
        guard let name = key.scalar?.string else {
            faults.append(Diagnostic("yaml.key", at: place(key), "a key is a word", help: "quote it if it holds signs"))
            return nil
        }
        let inner = path + [name]
        places[inner] = (place(key), place(node))
        return Value.Entry(name, read(node, at: inner))
    }

    private mutating func note(_ scalar: Node.Scalar, at path: [String]) {
        if let mark = scalar.mark, last[mark.line]?.mark.map({ $0.column < mark.column }) ?? true {
            last[mark.line] = scalar
        }
        let isTeX = path.first == "macros"
        if let fault = QuotedSource.fault(in: scalar, isTeX: isTeX, of: marks) { faults.append(fault) }
    }

    /// The texts that were cut off by a comment.
    ///
    /// A comment ends its line, so only the last text on a line can be one.
    func cutTexts() -> [Diagnostic] {
        last.values.filter { if case .text = Self.scalar($0) { true } else { false } }
            .compactMap { CutText.fault(in: $0, of: marks) }
    }

    private func place(_ node: Node) -> Place {
        let length = node.scalar.map { Self.width($0.string) } ?? 1
        return marks.place(node.mark, length: length)
    }

    /// The number of characters in the first line that is not empty.
    private static func width(_ text: String) -> Int {
        let line = text.utf8.split(separator: UInt8(ascii: "\n"), maxSplits: 1).first.map { Substring($0) }
        return line.map { $0.utf8.allSatisfy { $0 < 0x80 } ? $0.utf8.count : $0.count } ?? 1
    }

    private static func scalar(_ scalar: Node.Scalar) -> Value {
        guard scalar.style == .plain || scalar.style == .any else { return .text(scalar.string) }
        switch scalar.string {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return .flag(true)
        case "false", "False", "FALSE": return .flag(false)
        case ".inf", "+.inf": return .number(.infinity)
        case "-.inf": return .number(-.infinity)
        default: break
        }
        // Swift also reads `nan`, `inf` and hexadecimal as numbers; YAML does not.
        let isNumeral = scalar.string.allSatisfy { $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }
        guard isNumeral, scalar.string.contains(where: \.isNumber), let number = Double(scalar.string) else {
            return .text(scalar.string)
        }
        return .number(number)
    }
}
