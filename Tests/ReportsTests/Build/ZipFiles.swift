import CMinizip
import Foundation
import TestSupport
import Testing

@testable import Reports

/// The file that holds all tables of a site.
@Suite struct ZipFiles {
    private static let files = [
        "claims.tsv": Data("claim\tverdict\n".utf8),
        "tables/long.csv": Data(String(repeating: "1,2\n", count: 9_999).utf8),
        "replay/empty.sql": Data(),
    ]

    @Test func giveBackWhatWasPutIn() throws {
        let file = TestFolder.new("zip")
        try ZipFile.data(of: Self.files).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let zip = try #require(unzOpen64(file.path))
        defer { unzClose(zip) }
        for (path, data) in Self.files {
            try #require(unzLocateFile(zip, path, 1) == UNZ_OK, "\(path) is missing")
            try #require(unzOpenCurrentFile(zip) == UNZ_OK)
            var bytes = [UInt8](repeating: 0, count: data.count + 1)
            let count = unzReadCurrentFile(zip, &bytes, UInt32(bytes.count))
            #expect(Data(bytes.prefix(Int(count))) == data, "\(path)")
            // Closing compares the checksum.
            #expect(unzCloseCurrentFile(zip) == UNZ_OK)
        }
    }

    @Test func haveTheSameBytesForTheSameTexts() throws {
        #expect(try ZipFile.data(of: Self.files) == ZipFile.data(of: Self.files))
    }
}
