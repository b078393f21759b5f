import Foundation

extension Mutation {
    /// Changes of keys and values.
    static let ofSettings = [
        Mutation(setting: "another value") { line, _, chance in
            "\(line.lead)\(line.key): \(chance.element(OddValues.values))"
        },
        Mutation(setting: "a text as value") { line, _, chance in
            "\(line.lead)\(line.key): \(chance.element(OddValues.texts))"
        },
        Mutation(setting: "the value of another key") { line, all, chance in
            "\(line.lead)\(line.key): \(chance.element(all).value)"
        },
        Mutation(setting: "a value in brackets") { line, _, chance in
            let value = chance.element([
                "[\(line.value)]", "{\(line.value)}", "{a: \(line.value)}", "'\(line.value)'", "\"\(line.value)\"",
            ])
            return "\(line.lead)\(line.key): \(value)"
        },
        Mutation(setting: "another key") { line, _, chance in
            let key = chance.isOnce(in: 5) ? chance.element(OddValues.keys) : chance.element(Corpus.shared.keys)
            return "\(line.lead)\(key): \(line.value)"
        },
        Mutation(setting: "a key more") { line, _, chance in
            let lead = line.lead.replacing("-", with: " ")
            return "\(line.text)\n\(lead)\(chance.element(Corpus.shared.keys)): \(chance.element(OddValues.values))"
        },
        Mutation(setting: "a key twice") { line, _, _ in
            "\(line.text)\n\(line.lead.replacing("-", with: " "))\(line.key): \(line.value)"
        },
        Mutation(setting: "an anchor and its alias") { line, _, _ in
            "\(line.lead)\(line.key): &anchor \(line.value)\n\(line.lead.replacing("-", with: " "))more: *anchor"
        },
        Mutation(setting: "no value") { line, _, _ in "\(line.lead)\(line.key):" },
        Mutation(setting: "no blank behind the colon") { line, _, _ in "\(line.lead)\(line.key):\(line.value)" },
    ]

    /// Changes of whole lines.
    static let ofLines = [
        Mutation(lines: "two lines swapped") { lines, chance in
            lines.swapAt(chance.index(below: lines.count), chance.index(below: lines.count))
        },
        Mutation(lines: "a line removed") { lines, chance in lines.remove(at: chance.index(below: lines.count)) },
        Mutation(lines: "a line twice") { lines, chance in
            let index = chance.index(below: lines.count)
            lines.insert(lines[index], at: index)
        },
        Mutation(lines: "a line moved") { lines, chance in
            let line = lines.remove(at: chance.index(below: lines.count))
            lines.insert(line, at: chance.number(0...lines.count))
        },
        Mutation(lines: "another indentation") { lines, chance in
            let index = chance.index(below: lines.count)
            let line = lines[index].drop { $0 == " " }
            lines[index] = chance.element(["", " ", "  ", "   ", "    ", "\t", "        "]) + line
        },
        Mutation(lines: "two lines joined") { lines, chance in
            guard lines.count > 1 else { return }
            let index = chance.index(below: lines.count - 1)
            lines[index] += lines.remove(at: index + 1)
        },
        Mutation(lines: "an empty line") { lines, chance in lines.insert("", at: chance.number(0...lines.count)) },
        Mutation(lines: "some lines removed") { lines, chance in
            let start = chance.index(below: lines.count)
            lines.removeSubrange(start...min(lines.count - 1, start + chance.number(0...8)))
        },
        Mutation(lines: "other line ends") { lines, chance in
            let end = chance.element(["\r", "\u{B}", "\u{C}"])
            let part = chance.element([1, 2, 10])
            for index in lines.indices where chance.isOnce(in: part) { lines[index] += end }
        },
    ]

    /// Changes of numbers, words and characters.
    static let ofSigns = [
        Mutation(matches: "[0-9]+(\\.[0-9]+)?", "another number") { _, chance in chance.element(OddValues.numbers) },
        Mutation(matches: "[0-9]+", "a number longer by a digit") { number, _ in number + "0" },
        Mutation(matches: "[A-Za-z_][\\w.-]*", "another word") { _, chance in chance.element(Corpus.shared.words) },
        Mutation(matches: "[A-Za-z_][\\w.-]*", "a slip in a word") { word, chance in
            var letters = Array(word)
            let index = chance.index(below: letters.count)
            switch chance.number(1...3) {
            case 1: letters.remove(at: index)
            case 2: letters.insert(letters[index], at: index)
            default: letters[index] = chance.element(["x", "é", "_", "-", "."])
            }
            return String(letters)
        },
        Mutation(matches: "[\\[\\]{}()`$*'\":,|<>#@]", "a sign removed") { _, _ in "" },
        Mutation(matches: "[\\[\\]{}()`$*'\":,|<>#@]", "a sign twice") { sign, _ in sign + sign },
        Mutation(matches: "[\\[\\]{}()`$*'\":,|<>#@]", "another sign") { _, chance in
            chance.element("[]{}()`$*'\":,|<>#@\\".map(String.init))
        },
        Mutation(text: "something odd inserted") { text, chance in
            let index = text.unicodeScalars.index(
                text.startIndex,
                offsetBy: chance.number(0...text.unicodeScalars.count)
            )
            text.unicodeScalars.insert(contentsOf: chance.element(OddValues.texts).unicodeScalars, at: index)
        },
    ]

    /// Changes of larger pieces: directives, halves, lines of other books.
    static let ofPieces = [
        Mutation(lines: "a directive of another book") { lines, chance in
            lines.insert("\n\(chance.element(Corpus.shared.directives))\n", at: chance.number(0...lines.count))
        },
        Mutation(matches: "(?s)```\\{[a-z]+\\}\n.*?\n```", "a directive twice") { text, _ in "\(text)\n\n\(text)" },
        Mutation(matches: "(?s)```\\{[a-z]+\\}\n.*?\n```", "a directive removed") { _, _ in "" },
        Mutation(matches: "(?s)```\\{[a-z]+\\}\n.*?\n```", "another directive") { _, chance in
            chance.element(Corpus.shared.directives)
        },
        Mutation(matches: "```\\{[a-z]+\\}", "another word in the braces") { _, chance in
            "```{\(chance.element(["experiment", "query", "figure", "claim", "source", "queries", ""]))}"
        },
        Mutation(lines: "a line of another book") { lines, chance in
            lines.insert(chance.element(Corpus.shared.lines), at: chance.number(0...lines.count))
        },
        Mutation(text: "the end of another book") { text, chance in
            let others = chance.element(Corpus.shared.books).map { String(decoding: $0.value, as: UTF8.self) }
            let other = chance.element(others.sorted())
            text = String(text.prefix(chance.number(0...text.count)) + other.suffix(chance.number(0...other.count)))
        },
    ]

    /// Changes of bytes.
    static let ofBytes = [
        Mutation(bytes: "cut off") { data, chance in data = Data(data.prefix(chance.number(0...data.count))) },
        Mutation(bytes: "a flipped bit") { data, chance in
            guard !data.isEmpty else { return }
            data[chance.index(below: data.count)] ^= 1 << UInt8(chance.number(0...7))
        },
        Mutation(bytes: "bytes that are no text") { data, chance in
            data.insert(contentsOf: chance.element(OddValues.bytes), at: chance.number(0...data.count))
        },
    ]
}
