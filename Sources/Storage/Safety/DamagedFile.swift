import Foundation
import GRDB

/// The file as a whole is no sound archive.
struct DamagedFile: Error {
    let reason: String

    /// Throws a `DamagedFile` in place of what SQLite says of a file that it cannot read.
    static func finding<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode) {
            throw DamagedFile(reason: error.message ?? "it is no database")
        }
    }

    /// The first name that is free for a damaged file.
    static func freeName(for path: String) -> String {
        var number = 1
        while FileManager.default.fileExists(atPath: "\(path).damaged-\(number)") { number += 1 }
        return "\(path).damaged-\(number)"
    }
}
