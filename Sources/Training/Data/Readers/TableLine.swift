/// One line of a table in a text file.
struct TableLine {
    /// The file's path, for messages.
    let file: String
    /// Its number, from 1.
    let number: Int
    /// Its bytes without surrounding blanks.
    let text: ArraySlice<UInt8>

    private static let quote = UInt8(ascii: "\"")

    init(_ text: ArraySlice<UInt8>, number: Int, of file: String) {
        self.file = file
        self.number = number
        self.text = Self.trimmed(text)
    }

    /// The fields; one may be in double quotes, in which a doubled quote is one quote.
    func fields(by separator: UInt8) throws -> [String] {
        var fields: [String] = []
        var rest = text
        while true {
            rest = rest.drop(while: Self.isBlank)
            if rest.first == Self.quote {
                fields.append(try quoted(&rest))
                try refuseTail(rest.prefix { $0 != separator }, column: fields.count)
            } else {
                fields.append(try plain(rest.prefix { $0 != separator }, column: fields.count + 1))
            }
            rest = rest.drop { $0 != separator }
            guard !rest.isEmpty else { return fields }
            rest = rest.dropFirst()
        }
    }

    private func plain(_ field: ArraySlice<UInt8>, column: Int) throws -> String {
        guard !field.contains(Self.quote) else {
            throw fault(column, found: "a quote within a field", wanted: "quotes around the whole field, or none")
        }
        return String(decoding: Self.trimmed(field), as: UTF8.self)
    }

    /// Reads the field that begins with the quote at the front of `rest`, and moves `rest` past it.
    private func quoted(_ rest: inout ArraySlice<UInt8>) throws -> String {
        var field: [UInt8] = []
        while true {
            rest = rest.dropFirst()
            guard let end = rest.firstIndex(of: Self.quote) else {
                throw fault(nil, found: "a quote that is not closed", wanted: "its end")
            }
            field += rest[..<end]
            rest = rest[(end + 1)...]
            guard rest.first == Self.quote else { break }
            field.append(Self.quote)
        }
        return String(decoding: Self.trimmed(field[...]), as: UTF8.self)
    }

    private func refuseTail(_ tail: ArraySlice<UInt8>, column: Int) throws {
        guard !tail.allSatisfy(Self.isBlank) else { return }
        throw fault(column, found: "text behind a closing quote", wanted: "quotes around the whole field, or none")
    }

    private func fault(_ column: Int?, found: String, wanted: String) -> DataFault {
        DataFault(file, .line(number, column: column), found: found, wanted: wanted)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\r") }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let kept = bytes.drop(while: isBlank)
        let end = kept.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? kept.startIndex
        return kept[..<end]
    }
}
