import Diagnostics
import Foundation
import TestSupport

@testable import Logs

/// A temporary folder with logs written by a test.
struct LogFolder {
    let url: URL

    init() throws {
        url = TestFolder.new("logs")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    /// Its path.
    var path: String { url.path }

    /// The path of a file in it.
    func path(_ name: String) -> String { url.appending(path: name).path }

    /// Writes a file, creating its folders.
    @discardableResult
    func write(_ bytes: some Sequence<UInt8>, to name: String) throws -> String {
        let file = url.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(bytes).write(to: file)
        return file.path
    }

    @discardableResult
    func write(_ text: String, to name: String) throws -> String { try write(Array(text.utf8), to: name) }

    func remove() { try? FileManager.default.removeItem(at: url) }

    /// Writes files and reads them as a log.
    static func log(
        _ texts: [(name: String, text: String)],
        format: String? = nil,
        columns: [String: String] = [:],
        run: String? = nil
    ) throws -> Log {
        let folder = try LogFolder()
        defer { folder.remove() }
        let paths = try texts.map { try folder.write($0.text, to: $0.name) }
        return try LogReader.read(files: paths, format: format, columns: columns, run: run)
    }

    /// Writes one file and reads it as a log.
    static func log(
        _ text: String,
        _ name: String = "run.log",
        format: String? = nil,
        columns: [String: String] = [:],
        run: String? = nil
    ) throws -> Log {
        try log([(name, text)], format: format, columns: columns, run: run)
    }

    /// The fault for a file that cannot be read: its id, message and help.
    static func fault(
        _ bytes: some Sequence<UInt8>,
        _ name: String = "run.log",
        format: String? = nil,
        columns: [String: String] = [:],
        run: String? = nil
    ) throws -> String {
        let folder = try LogFolder()
        defer { folder.remove() }
        let path = try folder.write(bytes, to: name)
        do {
            let log = try LogReader.read(files: [path], format: format, columns: columns, run: run)
            return "read as \(log.format)"
        } catch let fault as LogFault {
            let told = fault.diagnostic
            return "\(told.id): \(told.message); \(told.help ?? "")".replacing(path, with: name)
        }
    }
}
