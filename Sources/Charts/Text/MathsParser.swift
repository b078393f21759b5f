/// Parses the LaTeX between two dollar signs.
///
/// For anything it does not know it throws an error that names it.
struct MathsParser {
    private let label: String
    private var rest: Substring
    /// The current nesting depth.
    private var depth = 0

    /// The largest allowed nesting depth.
    private static let depthLimit = 60

    private init(label: String, rest: Substring) {
        self.label = label
        self.rest = rest
    }

    /// Parses a whole formula; `label` is the whole text, for the error.
    static func parse(_ source: some StringProtocol, in label: String) throws -> Maths {
        var parser = MathsParser(label: label, rest: Substring(source))
        let items = try parser.row(until: nil)
        return .row(items)
    }

    private func fault(_ problem: String) -> ChartError {
        .label(label, problem: problem)
    }

    private mutating func row(until end: Character?) throws -> [Maths] {
        var items: [Maths] = []
        while let next = rest.first {
            if next == end {
                rest.removeFirst()
                return items
            }
            guard next != "}" else { throw fault("a closing brace has no opening one") }
            if next == "^" || next == "_" {
                items.append(try scripts(on: items.popLast() ?? .row([])))
            } else if next == "'" {
                rest.removeFirst()
                items.append(.scripts(items.popLast() ?? .row([]), sub: nil, sup: .atom("′", .roman, .ordinary)))
            } else if let item = try item() {
                items.append(item)
            }
        }
        guard end == nil else { throw fault("a brace is not closed") }
        return items
    }

    private mutating func scripts(on base: Maths) throws -> Maths {
        var sub: Maths?
        var sup: Maths?
        while let next = rest.first, next == "^" || next == "_" {
            rest.removeFirst()
            guard next == "^" ? sup == nil : sub == nil else {
                throw fault("there are two \(next == "^" ? "superscripts" : "subscripts") in a row")
            }
            let argument = try argument(of: String(next))
            if next == "^" { sup = argument } else { sub = argument }
        }
        return .scripts(base, sub: sub, sup: sup)
    }

    /// The next item: a braced group, a command with its arguments, or a single character.
    private mutating func item() throws -> Maths? {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else { throw fault("it nests more than \(Self.depthLimit) deep") }
        let first = rest.removeFirst()
        switch first {
        case "{": return .row(try row(until: "}"))
        case "\\": return try command()
        case " ", "\n", "\t": return nil
        case "~": return .space(5)
        default: return try symbol(first)
        }
    }

    private func symbol(_ character: Character) throws -> Maths {
        switch character {
        case "a"..."z", "A"..."Z": return .atom(String(character), .italic, .ordinary)
        case "-": return .atom("−", .roman, .binary)
        case "+": return .atom("+", .roman, .binary)
        case "*": return .atom("∗", .roman, .binary)
        case "=", "<", ">": return .atom(String(character), .roman, .relation)
        case "|": return .atom("∣", .roman, .ordinary)
        case ",", ";": return .atom(String(character), .roman, .punctuation)
        case "&", "%", "#", "$": throw fault("the character \(character) needs a backslash before it")
        default: return .atom(String(character), .roman, .ordinary)
        }
    }

    private mutating func command() throws -> Maths? {
        guard let first = rest.first else { throw fault("a backslash stands at its end") }
        let name: String
        if first.isLetter {
            name = String(rest.prefix { $0.isLetter && $0.isASCII })
            rest.removeFirst(name.count)
        } else {
            name = String(rest.removeFirst())
        }
        if let symbol = MathsCommands.symbols[name] { return symbol }
        if MathsCommands.ignored.contains(name) { return nil }
        if let face = MathsCommands.faces[name] { return try restyled(name, to: face) }
        if let mark = MathsCommands.accents[name] { return .accent(mark, try argument(of: "\\" + name)) }
        switch name {
        case "sqrt": return .root(try argument(of: "\\sqrt"))
        case "frac", "tfrac": return .fraction(try argument(of: "\\frac"), try argument(of: "\\frac"))
        default: throw fault("the command \\\(name) is not known")
        }
    }

    private mutating func argument(of owner: String) throws -> Maths {
        while let next = rest.first, next != "}" {
            // Blanks and commands without effect are skipped.
            if let item = try item() { return item }
        }
        throw fault("\(owner) lacks its argument")
    }

    /// The argument of a font command.
    ///
    /// Letters change their face, and in running text spaces count.
    private mutating func restyled(_ name: String, to face: Face) throws -> Maths {
        if ["text", "textrm", "operatorname", "mathrm"].contains(name), rest.first == "{",
            let end = rest.firstIndex(of: "}")
        {
            let text = rest[rest.index(after: rest.startIndex)..<end]
            if !text.contains(where: { "\\{_^$".contains($0) }) {
                rest = rest[rest.index(after: end)...]
                return .atom(String(text), face, name == "operatorname" ? .operation : .ordinary)
            }
        }
        return MathsParser.restyle(try argument(of: "\\" + name), to: face)
    }

    private static func restyle(_ maths: Maths, to face: Face) -> Maths {
        switch maths {
        case .atom(let text, let old, let kind):
            let isLatin = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
            return .atom(text, isLatin ? face : old, kind)
        case .row(let items): return .row(items.map { restyle($0, to: face) })
        case .scripts(let base, let sub, let sup):
            return .scripts(
                restyle(base, to: face),
                sub: sub.map { restyle($0, to: face) },
                sup: sup.map { restyle($0, to: face) }
            )
        case .accent(let mark, let base): return .accent(mark, restyle(base, to: face))
        case .root(let inner): return .root(restyle(inner, to: face))
        case .fraction(let top, let bottom): return .fraction(restyle(top, to: face), restyle(bottom, to: face))
        case .space: return maths
        }
    }
}
