import Foundation
import Testing

@testable import Storage

/// Rows of texts as bytes.
@Suite struct TextRowsTests {
    @Test func areReadAsTheyWereWritten() throws {
        let rows = [["", "a\nb"], ["µ", ""], ["x", "y"]]
        let data = try #require(TextRows.data(rows))
        #expect(TextRows.rows(data, width: 2) == rows)
        #expect(TextRows.rows(Data(), width: 2) == [])
    }

    @Test func areRefusedWhereTheyAreNotWhole() throws {
        #expect(TextRows.data([["a\u{0}b"]]) == nil)
        let data = try #require(TextRows.data([["a", "b"], ["c", "d"]]))
        for count in 1..<data.count where count != 4 { #expect(TextRows.rows(data.prefix(count), width: 2) == nil) }
        #expect(TextRows.rows(data, width: 3) == nil)
    }
}
