import Foundation
import Testing

/// Errors of the machine end with code 7 and one sentence.
@Suite struct MachineFaultEndToEnd {
    @Test func thatHaveAFileInTheFoldersPlace() throws {
        let desk = try Desk("Bowls")
        try desk.write("a file", to: "Output")
        let outcome = try desk.call("build")
        #expect(outcome.code == 7)
        #expect(outcome.notes.contains("Output cannot be made: "))
        #expect(outcome.notes.split(separator: "\n").count == 1)
    }

    @Test func thatCannotWriteTheSite() throws {
        let desk = try Desk("Bowls")
        try desk.write("a file", to: "Output/site")
        let outcome = try desk.call("build", "1")
        #expect(outcome.code == 7)
        #expect(outcome.notes.hasPrefix("error: Output/site was not made by spikebook and stays"))
        try desk.remove("Output/site")
        #expect(try desk.number("SELECT count(*) FROM run") == 0, "it is told before anything is run")
        #expect(try desk.build("1").notes.contains("1 run made"))
    }

    @Test func thatCannotWriteATrace() throws {
        let desk = try Desk("Bowls")
        let outcome = try desk.call("run", "bowl", "--trace", "no/folder/out.csv")
        #expect(outcome.code == 7)
        #expect(
            outcome.notes.contains(/error: the file or folder .*out.csv cannot be used: no such file or directory\n$/)
        )
    }

    @Test func thatAreGivenNoArchive() throws {
        let desk = try Desk("Bowls")
        let outcome = try desk.call("cache", "import", "Chapters/book.yml")
        #expect(outcome.code == 2)
        #expect(outcome.notes == "error: 'Chapters/book.yml' is no archive that can be read: file is not a database\n")
    }
}
