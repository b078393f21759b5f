import GRDB
import Testing

@testable import Storage

/// `printf` does not print a value that is not a number as one.
@Suite struct CheckedPrintfs {
    let scratch: Scratch
    let archive: Archive

    init() throws {
        scratch = try Scratch()
        archive = try scratch.open()
    }

    @Test(arguments: [
        "printf('%.1f', 1.25)", "format('%5d|%-5d|%05d', 3, -4, '7')", "printf('%s and %s', NULL, 'x')",
        "printf('%.3e', 1e300)",
        "printf('%,d', 1234567)", "printf('%*d', 8, 3)", "printf('%.*f', 2, 3.14159)", "printf('%d %% %s', 2.7, 3)",
        "printf(NULL)",
        "printf('%!.20g', 0.1)", "printf('%x %X %o', 255, 255, 8)", "printf('%c%c', 'ab', 65)",
        "printf('%q %Q %w', 'a''b', NULL, 'c')",
        "printf('%lld', 9007199254740993)", "printf('no directive', 1, NULL)", "printf('%f', 9e999)",
        "printf('%i', ' 12 ')",
        "printf('%g', '1e-3')", "printf()", "printf('%')", "printf('%k %d', NULL)", "printf('é %s', 'ü')", "printf(12)",
        "printf('%u', 3)",
    ])
    func areThoseOfTheShell(_ call: String) throws {
        let plain = try archive.read { db in try Row.fetchOne(db, sql: "SELECT \(call), typeof(\(call))") }
        let row = try #require(try archive.query("SELECT \(call), typeof(\(call))").rows.first)
        let expected = try #require(plain)
        #expect(row[0] == (String.fromDatabaseValue(expected[0]).map { .text($0) } ?? .null), "\(call)")
        #expect(row[1] == .text(try #require(String.fromDatabaseValue(expected[1]))))
    }

    @Test(arguments: [
        ("printf('%.1f', NULL)", "nothing (NULL)"), ("printf('%d', 'never')", "the text 'never'"),
        ("format('%s %5.2e', 'a', NULL)", "nothing (NULL)"),
        ("printf('%.1f')", "nothing"), ("printf('%*d', NULL, 3)", "nothing (NULL)"),
        ("printf('%x', '')", "the text ''"),
        ("printf('%g', '1 2')", "the text '1 2'"), ("printf('%d', x'31')", "a blob"),
        ("printf('%d %i', 1, (SELECT 1 WHERE 0))", "nothing (NULL)"),
    ])
    func areRefusedWhereThereIsNone(_ call: String, _ what: String) throws {
        let sql = "SELECT 'a%',\n  \(call)"
        let fault = #expect(throws: QueryFault.self) { try archive.query(sql) }
        #expect(fault?.kind == .unprintable)
        #expect(fault?.message.hasSuffix("writes \(what) as 0") == true, "\(String(describing: fault))")
        #expect(fault?.position?.line == 2)
    }

    @Test func areRefusedWithinViewsAndOnceOnly() throws {
        archive.define([NamedQuery(name: "texts", sql: "SELECT printf('%.1f', NULL) AS t")])
        let fault = #expect(throws: QueryFault.self) { try archive.query("SELECT t FROM texts") }
        #expect(fault?.message == "printf('%.1f', …) writes nothing (NULL) as 0")
        #expect(try archive.query("SELECT printf('%d', 3)").rows == [[.text("3")]])
        let other = #expect(throws: QueryFault.self) { try archive.query("SELECT nowhere") }
        #expect(other?.kind == .unknownColumn)
    }

    @Test func areNotPrintedInABranchThatIsNotTaken() throws {
        let sql =
            "SELECT CASE WHEN column1 IS NULL THEN 'never' ELSE printf('%.1f', column1) END FROM (VALUES (1), (NULL))"
        #expect(try archive.query(sql).rows == [[.text("1.0")], [.text("never")]])
    }
}
