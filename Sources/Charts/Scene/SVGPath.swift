/// Shortens path data: relative steps in hundredths of a pixel.
///
/// Steps are differences of rounded positions, so that rounding errors do not add up.
struct SVGPath {
    private var output: [UInt8] = []
    private var position = (x: 0, y: 0)
    private var start = (x: 0, y: 0)
    private var verb = UInt8(ascii: " ")
    private var numbersHavePoint = false
    private var pendingMove: (x: Int, y: Int)?

    /// Rewrites Cairo's path data, which uses only M, L, C and Z with absolute numbers.
    static func shorten(_ data: Substring) -> String {
        var path = SVGPath()
        var numbers: [Int] = []
        var verb = UInt8(ascii: "M")
        for token in data.utf8.split(whereSeparator: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ",") }) {
            guard let first = token.first else { continue }
            if first >= UInt8(ascii: "A") {
                verb = first
                numbers.removeAll(keepingCapacity: true)
                if first == UInt8(ascii: "Z") { path.close() }
                continue
            }
            numbers.append(Int(((Double(Substring(token)) ?? 0) * 100).rounded()))
            if numbers.count == (verb == UInt8(ascii: "C") ? 6 : 2) {
                path.add(verb, numbers)
                numbers.removeAll(keepingCapacity: true)
            }
        }
        return String(decoding: path.output, as: UTF8.self)
    }

    private mutating func close() {
        write(UInt8(ascii: "z"), [])
        position = start
    }

    private mutating func add(_ verb: UInt8, _ numbers: [Int]) {
        if verb == UInt8(ascii: "M") {
            // Cairo ends every closed piece with a move that draws nothing.
            pendingMove = (numbers[0], numbers[1])
            return
        }
        if let move = pendingMove {
            if output.isEmpty {
                write(UInt8(ascii: "M"), [move.x, move.y])
            } else {
                write(UInt8(ascii: "m"), [move.x - position.x, move.y - position.y])
            }
            (position, start) = (move, move)
            pendingMove = nil
        }
        if verb == UInt8(ascii: "C"), let control = quadratic(numbers) {
            write(
                UInt8(ascii: "q"),
                [
                    control.x - position.x, control.y - position.y, numbers[4] - position.x, numbers[5] - position.y,
                ]
            )
            position = (numbers[4], numbers[5])
            return
        }
        var steps: [Int] = []
        for index in stride(from: 0, to: numbers.count, by: 2) {
            steps += [numbers[index] - position.x, numbers[index + 1] - position.y]
        }
        position = (numbers[numbers.count - 2], numbers[numbers.count - 1])
        if verb == UInt8(ascii: "C") {
            write(UInt8(ascii: "c"), steps)
        } else if steps[0] == 0, steps[1] != 0 {
            write(UInt8(ascii: "v"), [steps[1]])
        } else if steps[1] == 0 {
            write(UInt8(ascii: "h"), [steps[0]])
        } else {
            write(UInt8(ascii: "l"), steps)
        }
    }

    /// The control point of the quadratic curve that a cubic equals; nil when there is none.
    ///
    /// All curves of TrueType glyphs are quadratic.
    private func quadratic(_ cubic: [Int]) -> (x: Int, y: Int)? {
        let first = (x: 3 * cubic[0] - position.x, y: 3 * cubic[1] - position.y)
        let second = (x: 3 * cubic[2] - cubic[4], y: 3 * cubic[3] - cubic[5])
        // Both equal twice the control point, up to rounding of the coordinates.
        guard abs(first.x - second.x) <= 5, abs(first.y - second.y) <= 5 else { return nil }
        return ((first.x + second.x) / 4, (first.y + second.y) / 4)
    }

    private mutating func write(_ verb: UInt8, _ numbers: [Int]) {
        // A repeated command letter may be omitted, except that a bare pair after a move would mean a line.
        var needsSeparator = verb == self.verb && verb != UInt8(ascii: "m") && verb != UInt8(ascii: "z")
        if !needsSeparator { output.append(verb) }
        self.verb = verb
        var hasPoint = numbersHavePoint
        defer { numbersHavePoint = hasPoint }
        for number in numbers {
            let text = SVGPath.text(hundredths: number)
            // A minus or a second point already ends the number before it.
            let isClear = number < 0 || (hasPoint && text.first == ".")
            if needsSeparator, !isClear { output.append(UInt8(ascii: " ")) }
            output += text.utf8
            hasPoint = text.contains(".")
            needsSeparator = true
        }
    }

    /// A number rounded to hundredths.
    ///
    /// Any other text, such as a dash pattern, is unchanged.
    static func short(_ value: some StringProtocol) -> String {
        guard let number = Double(value) else { return String(value) }
        return text(hundredths: Int((number * 100).rounded()))
    }

    /// A number of hundredths without needless zeros: -50 gives `-.5`.
    static func text(hundredths number: Int) -> String {
        let (whole, rest) = (abs(number) / 100, abs(number) % 100)
        let sign = number < 0 ? "-" : ""
        guard rest != 0 else { return sign + String(whole) }
        let fraction = rest % 10 == 0 ? String(rest / 10) : (rest < 10 ? "0" : "") + String(rest)
        return sign + (whole == 0 ? "" : String(whole)) + "." + fraction
    }
}
