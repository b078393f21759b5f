/// An error in a data file: where it is, what was found, and what was expected.
public struct DataFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// A place in a file.
    public enum Place: Sendable, Hashable {
        /// The file as a whole.
        case whole
        /// A byte, from 0.
        case byte(Int)
        /// A line from 1 and, if known, a column of the table from 1.
        case line(Int, column: Int?)
    }

    /// The file's path as the author wrote it.
    public var file: String
    /// The place in the file.
    public var place: Place
    /// What was found.
    public var found: String
    /// What was expected, or what to do.
    public var wanted: String
    /// A setting that may help; nil when there is none.
    public var help: String?
    /// Further places in the file with the same fault.
    public var others: [Place] = []

    /// Creates a fault; `found` and `wanted` continue the sentence `found …, wanted …`.
    public init(_ file: String, _ place: Place, found: String, wanted: String, help: String? = nil) {
        self.file = file
        self.place = place
        self.found = found
        self.wanted = wanted
        self.help = help
    }

    /// The fault in one line.
    public var description: String {
        "\(file)\(place.text.isEmpty ? "" : ", ")\(place.text): found \(found), wanted \(wanted)\(further)"
    }

    /// The first of the further places, in words.
    private var further: String {
        guard !others.isEmpty else { return "" }
        let shown = others.prefix(Self.fewest).map(\.text).joined(separator: "; ")
        let rest = others.count > Self.fewest ? "; and \(others.count - Self.fewest) more" : ""
        return "; the same at \(shown)\(rest)"
    }

    private static let fewest = 5
}

extension DataFault.Place {
    /// The place in words; empty for the whole file.
    fileprivate var text: String {
        switch self {
        case .whole: ""
        case .byte(let byte): "byte \(byte)"
        case .line(let line, nil): "line \(line)"
        case .line(let line, let column?): "line \(line), column \(column)"
        }
    }
}

extension [String: [UInt8]] {
    /// The bytes of a file, which must exist and must be neither empty nor compressed.
    func content(of file: String) throws -> [UInt8] {
        guard let bytes = self[file] else {
            throw DataFault(file, .whole, found: "no such file", wanted: "a file with data")
        }
        try DataFault.refuseUnreadable(bytes, file: file)
        return bytes
    }
}

extension DataFault {
    /// Throws for a file that is empty or gzip-compressed, whatever its reader.
    static func refuseUnreadable(_ bytes: [UInt8], file: String) throws {
        if bytes.isEmpty { throw DataFault(file, .whole, found: "an empty file", wanted: "a file with data") }
        if bytes.starts(with: [0x1f, 0x8b]) {
            throw DataFault(file, .byte(0), found: "gzip-compressed data", wanted: "the plain file; run gunzip on it")
        }
    }
}

extension DataFault {
    /// The bytes of a text file without a byte order mark at its beginning.
    ///
    /// Throws for bytes that readers would skip or stop at: a NUL, a byte order mark elsewhere, another encoding. A
    /// column is counted by the table's `separator`, or in bytes without one.
    static func text(in bytes: [UInt8], file: String, separator: UInt8? = nil) throws -> ArraySlice<UInt8> {
        let mark: [UInt8] = [0xef, 0xbb, 0xbf]
        if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) {
            throw DataFault(file, .byte(0), found: "text in UTF-16", wanted: "text in UTF-8")
        }
        let text = bytes.starts(with: mark) ? bytes[mark.count...] : bytes[...]
        func place(_ index: Int) -> Place {
            let line = text[..<index].count { $0 == UInt8(ascii: "\n") } + 1
            let before = text[..<index].reversed().prefix { $0 != UInt8(ascii: "\n") }
            return .line(line, column: (separator.map { wall in before.count { $0 == wall } } ?? before.count) + 1)
        }
        if let index = text.firstIndex(of: 0) {
            throw DataFault(file, place(index), found: "a NUL byte", wanted: "text without it")
        }
        if let index = text.indices.first(where: { text[$0] == mark[0] && text[$0...].starts(with: mark) }) {
            throw DataFault(file, place(index), found: "a byte order mark", wanted: "one at the beginning or none")
        }
        return text
    }
}
