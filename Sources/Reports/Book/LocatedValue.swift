import Diagnostics
import Training
import Yams

/// A tree of values read from YAML, which knows where each of them was written.
struct LocatedValue: Sendable {
    /// The tree.
    let value: Value
    /// Where the tree begins.
    let place: Place
    private let places: [[String]: (key: Place?, value: Place)]
    private let text: LocatedText

    /// Reads `text`; nothing written is an empty map. Throws `Faults`.
    init(yaml text: LocatedText) throws {
        place = text.place
        self.text = text
        var places: [[String]: (key: Place?, value: Place)] = [:]
        do {
            guard let node = try Yams.compose(yaml: text.text) else {
                (value, self.places) = (.map([]), [:])
                return
            }
            var reader = NodeReader(text: text)
            value = reader.read(node, at: [])
            places = reader.places
            if !reader.faults.isEmpty { throw Faults(reader.faults) }
        } catch let error as YamlError {
            throw Faults([Self.diagnostic(error, in: text)])
        }
        self.places = places
    }

    /// Where the value at `path` stands, or its key; the nearest ancestor's place when the path was never written.
    func place(of path: [String], atKey: Bool = false) -> Place {
        var path = path
        while !path.isEmpty {
            if let found = places[path] { return atKey ? found.key ?? found.value : found.value }
            path.removeLast()
        }
        return place
    }

    /// Where a line and column (both from 1) of the text at `path` stand; exact for block scalars and for plain or quoted
    /// text on one line, else the value's own place.
    func place(of path: [String], line: Int?, column: Int?) -> Place {
        let start = place(of: path)
        guard let line, let column else { return start }
        let lines = text.text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let index = text.origins.firstIndex(where: { $0.line == start.line }), lines.indices.contains(index)
        else {
            return start
        }
        let opening = lines[index].dropFirst(start.column - text.origins[index].column)
        switch opening.first {
        case "|", ">":
            guard lines.indices.contains(index + line) else { return start }
            let indentation =
                lines[(index + 1)...].first { !$0.allSatisfy(\.isWhitespace) }?.prefix { $0 == " " }.count ?? 0
            return text.place(line: index + line + 1, column: indentation + column)
        case "\"", "'":
            return text.place(line: index + 1, column: start.column - text.origins[index].column + 1 + column)
        default:
            guard line == 1 else { return start }
            return text.place(line: index + 1, column: start.column - text.origins[index].column + column)
        }
    }

    /// `fault` as a diagnostic at its place.
    func diagnostic(_ fault: SettingFault, of group: String) -> Diagnostic {
        Diagnostic(
            "\(group).\(fault.kind.rawValue)",
            at: place(of: fault.path, atKey: fault.atKey),
            fault.message,
            help: fault.help
        )
    }

    private static func diagnostic(_ error: YamlError, in text: LocatedText) -> Diagnostic {
        func at(_ mark: Mark?) -> Place { mark.map { text.place(line: $0.line, column: $0.column) } ?? text.place }
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return Diagnostic(
                "yaml.syntax",
                at: at(mark),
                "this is no YAML: \(problem)",
                help:
                    "a key needs a colon and a space; nested lines are indented by spaces; quote text with a colon in it"
            )
        case .duplicatedKeysInMapping(let duplicates, let context):
            let names = duplicates.map { "'\($0)'" }.joined(separator: ", ")
            let mark = context.mark
            return Diagnostic("yaml.duplicate-key", at: at(mark), "the key \(names) is written twice", help: "keep one")
        default:
            return Diagnostic("yaml.syntax", at: text.place, "this is no YAML: \(error)")
        }
    }
}

/// Turns Yams' nodes into values by the rules of YAML 1.2's core schema, so that `no`, `on` and `y` stay words.
private struct NodeReader {
    let text: LocatedText
    var places: [[String]: (key: Place?, value: Place)] = [:]
    var faults: [Diagnostic] = []

    mutating func read(_ node: Node, at path: [String]) -> Value {
        if places[path] == nil { places[path] = (nil, place(node)) }
        switch node {
        case .scalar(let scalar): return Self.scalar(scalar)
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
        guard let name = key.scalar?.string else {
            faults.append(Diagnostic("yaml.key", at: place(key), "a key is a word", help: "quote it if it holds signs"))
            return nil
        }
        let inner = path + [name]
        places[inner] = (place(key), place(node))
        return Value.Entry(name, read(node, at: inner))
    }

    private func place(_ node: Node) -> Place {
        let length = node.scalar.map { $0.string.split(separator: "\n").first?.count ?? 1 } ?? 1
        return node.mark.map { text.place(line: $0.line, column: $0.column, length: length) } ?? text.place
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
        // Swift reads `nan`, `inf` and hexadecimal as numbers too; YAML does not.
        let isNumeral = scalar.string.allSatisfy { $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }
        guard isNumeral, scalar.string.contains(where: \.isNumber), let number = Double(scalar.string) else {
            return .text(scalar.string)
        }
        return .number(number)
    }
}
