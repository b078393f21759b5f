import Settings

/// A word of a command with values in braces: `--lr={lr}`, `{dir}/log.jsonl`.
///
/// Braces around anything but a name are plain text, as in JSON. `{{lr}}` stands for the text `{lr}`.
struct CommandWord: Sendable, Hashable {
    private enum Piece: Sendable, Hashable {
        case text(String)
        case seed, folder, output
    }

    private var pieces: [Piece] = []

    /// The name in braces for a run's folder, and that for its seed.
    static let folder = "dir", seed = "seed"

    /// The word that names the program's output in place of a log's path.
    static let output = CommandWord([.output])

    private init(_ pieces: [Piece]) {
        self.pieces = pieces
    }

    /// Reads a word.
    ///
    /// `value` returns the text for a name in braces and throws if there is none.
    init(_ text: String, value: (String) throws -> String) rethrows {
        var rest = text[...]
        while let brace = rest.firstMatch(of: /\{\{([A-Za-z_][\w.\-]*)\}\}|\{([A-Za-z_][\w.\-]*)\}/) {
            add(rest[..<brace.range.lowerBound])
            rest = rest[brace.range.upperBound...]
            if let name = brace.output.1 {
                add("{\(name)}")
            } else if let name = brace.output.2 {
                try fill(String(name), value)
            }
        }
        add(rest)
    }

    private mutating func fill(_ name: String, _ value: (String) throws -> String) rethrows {
        switch name {
        case Self.folder: pieces.append(.folder)
        case Self.seed: pieces.append(.seed)
        default: add(try value(name))
        }
    }

    private mutating func add(_ text: some StringProtocol) {
        if text.isEmpty { return }
        if case .text(let last)? = pieces.last {
            pieces[pieces.count - 1] = .text(last + text)
        } else {
            pieces.append(.text(String(text)))
        }
    }

    /// Whether the seed stands in it.
    var namesSeed: Bool { pieces.contains(.seed) }

    /// Whether the run's folder stands in it.
    var namesFolder: Bool { pieces.contains(.folder) }

    /// What follows the run's folder and a slash, or nothing for the folder itself; nil when it lies elsewhere.
    func pathInFolder(seed: Int) -> String? {
        guard pieces.first == .folder else { return nil }
        var rest = self
        rest.pieces.removeFirst()
        let path = rest.text(seed: "\(seed)")
        let isInside = path.isEmpty || path.hasPrefix("/") && !path.split(separator: "/").contains("..")
        return isInside ? String(path.drop { $0 == "/" }) : nil
    }

    /// The text with its braces filled.
    ///
    /// Those of seed and folder keep their names unless values are given.
    func text(seed: String = "{seed}", folder: String = "{dir}") -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .seed: seed
            case .folder: folder
            case .output: "{output}"
            }
        }.joined()
    }
}
