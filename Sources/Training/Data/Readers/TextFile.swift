public import Settings

/// A text split into sequences of characters, with the next character as target at each position.
///
/// Characters are Unicode scalars, and token i is the i-th of them in the alphabet. Sequences follow one another
/// without overlap; the rest at the end is not used.
public struct TextFile: DataSource {
    public static let name = "text"
    public static let summary = "Sequences of characters of a UTF-8 file, with the next character as target everywhere."
    public static let settings: [Setting<TextFile>] = [
        Setting("file", \.file, "The file, in UTF-8."),
        Setting("length", \.length, in: 1...1_000_000, "The number of characters of a sequence."),
        Setting(
            "alphabet",
            \.alphabet,
            "The characters that may occur, in the order of their tokens; empty takes the file's own by rising code."
        ),
        .limit(\.limit),
    ]

    /// The file.
    public var file = "text.txt"
    /// The number of characters of a sequence.
    public var length = 64
    /// The allowed characters; if empty, those that occur in the file.
    public var alphabet = ""
    /// The number of samples used; 0 for all.
    public var limit = 0

    public init() {}

    public func validate() throws {
        let scalars = Array(alphabet.unicodeScalars)
        if let twice = scalars.indices.first(where: { scalars[..<$0].contains(scalars[$0]) }) {
            let message = "the character '\(scalars[twice])' stands twice in the alphabet"
            throw SettingFault(.conflict, at: ["alphabet"], message)
        }
    }

    public var files: [String] { [file] }

    public var announcedShape: DataShape? {
        alphabet.isEmpty ? nil : shape(vocabulary: alphabet.unicodeScalars.count)
    }

    public func dataset(seed: Int, files: [String: [UInt8]]) throws -> Dataset {
        let bytes = try DataFault.text(in: try files.content(of: file), file: file)
        let scalars = try Self.scalars(bytes, file: file)
        let letters = try alphabet.isEmpty ? ownAlphabet(of: scalars) : Array(alphabet.unicodeScalars)
        let tokens = try tokens(scalars, letters)
        let whole = (tokens.count - 1) / length
        guard whole > 0 else {
            let found = "\(tokens.count) characters"
            throw DataFault(
                file,
                .whole,
                found: found,
                wanted: "at least \(length + 1) for one sequence and its targets"
            )
        }
        let used = (limit == 0 ? whole : min(limit, whole)) * length
        return Dataset(
            .indices(Array(tokens[..<used])),
            .indices(Array(tokens[1...used])),
            shape: shape(vocabulary: letters.count)
        )
    }

    private func shape(vocabulary: Int) -> DataShape {
        DataShape(.tokens(length: length, vocabulary: vocabulary), .classes(positions: length, count: vocabulary))
    }

    /// The characters that occur, sorted by code.
    private func ownAlphabet(of scalars: [Unicode.Scalar]) throws -> [Unicode.Scalar] {
        // Carriage returns would add one token before every line feed.
        if let index = scalars.firstIndex(of: "\r") {
            let line = scalars[..<index].count { $0 == "\n" } + 1
            let wanted = "lines that end in line feeds alone, or an alphabet that holds it"
            throw DataFault(file, .line(line, column: nil), found: "a carriage return", wanted: wanted)
        }
        return Set(scalars).sorted()
    }

    private func tokens(_ scalars: [Unicode.Scalar], _ letters: [Unicode.Scalar]) throws -> [Int32] {
        let codes = Dictionary(uniqueKeysWithValues: letters.enumerated().map { ($1, Int32($0)) })
        var (line, column) = (1, 1)
        return try scalars.map { scalar in
            guard let code = codes[scalar] else {
                let found = scalar == "\n" ? "a line feed" : "'\(scalar)'"
                throw DataFault(file, .line(line, column: column), found: found, wanted: "a character of the alphabet")
            }
            column += 1
            if scalar == "\n" { (line, column) = (line + 1, 1) }
            return code
        }
    }

    private static func scalars(_ bytes: ArraySlice<UInt8>, file: String) throws -> [Unicode.Scalar] {
        var parser = Unicode.UTF8.ForwardParser()
        var input = bytes.makeIterator()
        var scalars: [Unicode.Scalar] = []
        var place = bytes.startIndex
        while true {
            switch parser.parseScalar(from: &input) {
            case .valid(let encoded):
                scalars.append(Unicode.UTF8.decode(encoded))
                place += encoded.count
            case .emptyInput: return scalars
            case .error:
                throw DataFault(file, .byte(place), found: "bytes that are no UTF-8", wanted: "text in UTF-8")
            }
        }
    }
}
