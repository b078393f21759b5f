/// A declaration of a Swift source.
public struct SwiftDeclaration: Sendable, Hashable {
    /// The names of the enclosing types and its own name.
    public var path: [String]
    /// The labels of its arguments, such as `(_:by:)`; empty without arguments.
    public var labels = ""
    /// Whether it is an extension.
    public var isExtension = false
    /// Whether it is an extension that adds a conformance to a protocol.
    public var addsConformance = false
    /// Whether other files cannot name it.
    public var isFilePrivate = false
    /// Its lines, from 1, without its documentation.
    public var lines: ClosedRange<Int>

    /// The name by which authors refer to it.
    public var name: String { path.joined(separator: ".") + labels }

    /// Whether it is an operator, which other files may use without naming it.
    var isOperator: Bool { path.last?.first.map { !($0.isLetter || $0.isNumber || $0 == "_") } ?? false }
}

/// Finds the declarations in a source: types, functions, variables and cases with their members, but nothing within
/// function bodies.
public struct SwiftDeclarations {
    private let source: SwiftTokens
    private var index = 0
    private var found: [SwiftDeclaration] = []

    private init(_ text: String) {
        source = SwiftTokens(text)
    }

    /// The declarations in order, members after their types.
    public static func all(in text: String) -> [SwiftDeclaration] {
        var reader = SwiftDeclarations(text)
        reader.read(in: [], until: reader.tokens.count)
        return reader.found
    }

    private var tokens: [SwiftTokens.Token] { source.tokens }

    private func text(_ index: Int) -> String { tokens.indices.contains(index) ? tokens[index].text : "" }

    /// Reads the members of a type, or the top level of a file.
    private mutating func read(in path: [String], until end: Int) {
        /// The first token of the current declaration; its attributes and modifiers come before its keyword.
        var start = index
        while index < end {
            let before = index
            guard tokens[index].kind != .string, let isDeclared = step(in: path, from: start) else {
                index += 1
                continue
            }
            index = max(index, before + 1)
            if isDeclared { start = index }
        }
    }

    /// Reads one element.
    ///
    /// Returns true at the end of a declaration, or of something else, and nil for a single word.
    private mutating func step(in path: [String], from start: Int) -> Bool? {
        switch text(index) {
        case "class" where ["func", "var", "let", "subscript"].contains(text(index + 1)): return nil
        case "struct", "class", "enum", "actor", "protocol", "extension": readType(in: path, from: start)
        case "func", "init", "deinit", "subscript": readFunction(in: path, from: start)
        case "var", "let", "typealias", "associatedtype", "case": readValue(in: path, from: start)
        case "import", "#":
            let line = tokens[index].line
            while index < tokens.count, tokens[index].line == line { index += 1 }
        case "(", "[":
            index = source.end(of: index) + 1
            return false
        case "{": index = source.end(of: index) + 1
        default: return nil
        }
        return true
    }

    private mutating func readType(in path: [String], from start: Int) {
        let isExtension = text(index) == "extension"
        var names = [text(index + 1)]
        var place = index + 2
        while isExtension, text(place) == "." {
            names.append(text(place + 1))
            place += 2
        }
        while place < tokens.count, text(place) != "{" {
            place = ["(", "["].contains(text(place)) ? source.end(of: place) + 1 : place + 1
        }
        let end = place < tokens.count ? source.end(of: place) : tokens.count - 1
        let addsConformance = isExtension && (index..<place).contains { text($0) == ":" }
        add(path + names, isExtension: isExtension, addsConformance: addsConformance, from: start, to: end)
        index = place + 1
        read(in: path + names, until: end)
        index = end + 1
    }

    private mutating func readFunction(in path: [String], from start: Int) {
        var name = text(index)
        var place = index + 1
        if name == "func" {
            name = text(place)
            place += 1
            // The name of an operator may consist of several tokens.
            while tokens.indices.contains(place), tokens[place - 1].kind == .sign, tokens[place].kind == .sign,
                tokens[place].isClose, text(place) != "("
            {
                name += text(place)
                place += 1
            }
        }
        var labels = ""
        if name != "deinit" {
            while place < tokens.count, text(place) != "(" { place += 1 }
            let close = source.end(of: place)
            labels = self.labels(from: place + 1, to: close)
            place = close + 1
        }
        let end = extent(from: place, endsWithBody: true)
        add(path + [name], labels: labels, from: start, to: end)
        index = end + 1
    }

    private mutating func readValue(in path: [String], from start: Int) {
        let isCase = text(index) == "case"
        let end = extent(from: index + 1, endsWithBody: false)
        var place = index + 1
        while place <= end {
            if tokens[place].kind == .word { add(path + [text(place)], from: start, to: end) }
            guard isCase else { break }
            // Further cases follow after commas.
            while place <= end, text(place) != "," {
                place = ["(", "["].contains(text(place)) ? source.end(of: place) + 1 : place + 1
            }
            place += 1
        }
        index = end + 1
    }

    private mutating func add(
        _ path: [String],
        labels: String = "",
        isExtension: Bool = false,
        addsConformance: Bool = false,
        from start: Int,
        to end: Int
    ) {
        let path = path.map { $0.replacing("`", with: "") }
        let lines = tokens[start].line...max(tokens[start].line, tokens[min(end, tokens.count - 1)].lastLine)
        found.append(
            SwiftDeclaration(
                path: path,
                labels: labels,
                isExtension: isExtension,
                addsConformance: addsConformance,
                isFilePrivate: isFilePrivate(from: start),
                lines: lines
            )
        )
    }

    /// Whether the modifiers of the declaration that begins at `start` hide it from other files.
    private func isFilePrivate(from start: Int) -> Bool {
        (start..<max(start, index)).contains { place in
            ["private", "fileprivate"].contains(text(place)) && text(place + 1) != "("
        }
    }

    /// The labels of the parameters between two token indices.
    private func labels(from first: Int, to close: Int) -> String {
        var labels = ""
        var place = first
        var angles = 0
        var isLabelNext = true
        while place < close {
            switch text(place) {
            case "(", "[", "{": place = source.end(of: place)
            case "<": angles += 1
            case ">" where text(place - 1) != "-": angles = max(0, angles - 1)
            case "," where angles == 0: isLabelNext = true
            case _ where isLabelNext && tokens[place].kind == .word:
                labels += text(place) + ":"
                isLabelNext = false
            default: break
            }
            place += 1
        }
        return "(\(labels))"
    }

    /// The last token of a declaration whose head ends before `place`.
    private func extent(from place: Int, endsWithBody: Bool) -> Int {
        var place = place
        while place < tokens.count {
            let isNewLine = place > 0 && tokens[place].line > tokens[place - 1].lastLine
            if isNewLine, !SwiftTokens.goesOn(after: tokens[place - 1], with: tokens[place]) { break }
            switch text(place) {
            case "{":
                place = source.end(of: place)
                if endsWithBody { return place }
            case "(", "[": place = source.end(of: place)
            case "}", ")", "]", ";": return place - 1
            default: break
            }
            place += 1
        }
        return place - 1
    }
}
