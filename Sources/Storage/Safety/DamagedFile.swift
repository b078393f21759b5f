import Foundation
import GRDB

/// Thrown when a file as a whole is not an intact archive.
struct DamagedFile: Error {
    let reason: String

    /// Converts SQLite's errors about an unreadable file into a `DamagedFile`.
    static func finding<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode) {
            throw DamagedFile(reason: error.message ?? "it is no database")
        }
    }

    /// The first free name for a damaged file.
    static func freeName(for path: String) -> String {
        var number = 1
        while FileManager.default.fileExists(atPath: "\(path).damaged-\(number)") { number += 1 }
        return "\(path).damaged-\(number)"
    }
}
