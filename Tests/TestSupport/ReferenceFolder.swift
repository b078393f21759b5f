public import Foundation

/// Files with results of other implementations, in a test target's bundle.
public struct ReferenceFolder: Sendable {
    private let folder: URL

    /// The fault of a reference file.
    public enum Fault: Error {
        /// The bundle has no resources, or the file is not a table of numbers.
        case unreadable(String)
    }

    /// Opens the folder `Reference` in a test target's bundle.
    public init(_ bundle: Bundle) throws {
        guard let resources = bundle.resourceURL else { throw Fault.unreadable("resources") }
        folder = resources.appending(path: "Reference")
    }

    /// A file's bytes.
    public func data(_ name: String) throws -> Data {
        try Data(contentsOf: folder.appending(path: name))
    }

    /// The rows of a CSV file without a header.
    public func rows(_ name: String) throws -> [[Double]] {
        try lines(name).map { try Self.numbers($0, in: name) }
    }

    /// The columns of a CSV file by the names in its header.
    public func columns(_ name: String) throws -> [String: [Double]] {
        let lines = try lines(name)
        guard let heading = lines.first?.split(separator: ",").map(String.init) else { throw Fault.unreadable(name) }
        var columns = heading.map { _ in [Double]() }
        for line in lines.dropFirst() {
            let row = try Self.numbers(line, in: name)
            guard row.count == heading.count else { throw Fault.unreadable("\(name): \(line)") }
            for index in row.indices { columns[index].append(row[index]) }
        }
        return Dictionary(uniqueKeysWithValues: zip(heading, columns))
    }

    private func lines(_ name: String) throws -> [Substring] {
        String(decoding: try data(name + ".csv"), as: UTF8.self).split(whereSeparator: \.isNewline)
    }

    private static func numbers(_ line: Substring, in name: String) throws -> [Double] {
        try line.split(separator: ",").map { field in
            guard let number = Double(field) else { throw Fault.unreadable("\(name): \(field)") }
            return number
        }
    }
}
