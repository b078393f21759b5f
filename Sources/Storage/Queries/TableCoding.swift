import Experiments
public import Foundation

extension Table {
    /// The binary form for storage: columns and cells, with every number bit for bit.
    public var encoded: Data {
        var bytes = Data()
        bytes.append(columns.count)
        for name in columns { bytes.append(name) }
        for cell in rows.joined() {
            switch cell {
            case .null: bytes.append(Kind.null.rawValue)
            case .integer(let value): bytes.append(Kind.integer, value)
            case .real(let value): bytes.append(Kind.real, value.bitPattern)
            case .text(let text):
                bytes.append(Kind.text.rawValue)
                bytes.append(text)
            case .blob(let blob):
                bytes.append(Kind.blob, blob.count)
                bytes.append(contentsOf: blob)
            }
        }
        return bytes
    }

    /// Decodes the binary form; nil when the bytes are not valid.
    public init?(encoded: Data) {
        var reader = TableDecoder(bytes: [UInt8](encoded))
        guard let table = reader.table() else { return nil }
        self = table
    }

    /// A digest of the columns' names and of every cell, bit for bit.
    public var digest: String { encoded.withUnsafeBytes { Digest.sha256($0) } }
}

/// The type of a cell, stored in its first byte.
private enum Kind: UInt8 {
    case null, integer, real, text, blob
}

extension Data {
    fileprivate mutating func append(_ kind: Kind, _ value: some FixedWidthInteger) {
        append(kind.rawValue)
        append(value)
    }

    fileprivate mutating func append(_ value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }

    fileprivate mutating func append(_ text: String) {
        append(text.utf8.count)
        append(contentsOf: text.utf8)
    }
}

/// Decodes the bytes of a table from the first to the last.
private struct TableDecoder {
    let bytes: [UInt8]
    private var index = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func table() -> Table? {
        // The length of each name takes eight bytes, which limits a valid count.
        guard let count = number(Int.self), (0...bytes.count / 8).contains(count) else { return nil }
        var columns: [String] = []
        for _ in 0..<count {
            guard let name = text() else { return nil }
            columns.append(name)
        }
        var rows: [[Cell]] = []
        while index < bytes.count, count > 0 {
            var row: [Cell] = []
            for _ in 0..<count {
                guard let cell = cell() else { return nil }
                row.append(cell)
            }
            rows.append(row)
        }
        return index == bytes.count ? Table(columns: columns, rows: rows) : nil
    }

    private mutating func cell() -> Cell? {
        switch number(UInt8.self).flatMap(Kind.init) {
        case .null?: .null
        case .integer?: number(Int64.self).map { .integer($0) }
        case .real?: number(UInt64.self).map { .real(Double(bitPattern: $0)) }
        case .text?: text().map { .text($0) }
        case .blob?: number(Int.self).flatMap { piece($0) }.map { .blob(Array($0)) }
        case nil: nil
        }
    }

    private mutating func text() -> String? {
        number(Int.self).flatMap { piece($0) }.map { String(decoding: $0, as: UTF8.self) }
    }

    private mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
        piece(MemoryLayout<Number>.size).map { bytes in
            var value = Number.zero
            withUnsafeMutableBytes(of: &value) { $0.copyBytes(from: bytes) }
            return Number(littleEndian: value)
        }
    }

    private mutating func piece(_ length: Int) -> ArraySlice<UInt8>? {
        guard length >= 0, length <= bytes.count - index else { return nil }
        defer { index += length }
        return bytes[index..<index + length]
    }
}
