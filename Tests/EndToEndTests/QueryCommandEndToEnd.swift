import Foundation
import Testing

/// `spikebook query`, which queries the archive from a shell.
@Suite struct QueryCommandEndToEnd {
    @Test func askTheArchive() throws {
        let desk = try Desk(built: "Bowls")
        let table = try desk.call("query", "SELECT lr, outcome FROM run WHERE experiment = 'rates' ORDER BY lr")
        #expect(table.output == "lr    outcome  \n────  ─────────\n 0.1  completed\n0.15  completed\n0.25  diverged \n")
        let csv = try desk.call(
            "query",
            "--csv",
            "SELECT lr, 'a,b' AS c FROM run WHERE lr > 0.2 AND experiment = 'rates'"
        )
        #expect(csv.output == "lr,c\n0.25,\"a,b\"\n")
        let typo = try desk.call("query", "SELECT lr,\n  outcom FROM run")
        #expect(typo.code == 2)
        #expect(
            typo.notes == """
                query:2:3: error: there is no column 'outcom' [query.unknown-column]
                 2 |   outcom FROM run
                   |   ^^^^^^
                help: did you mean 'outcome'?

                """
        )
        #expect(try desk.call("query", "--tables", "spike").output.hasPrefix("spike: "))
        #expect(try desk.call("query", "DELETE FROM run").code == 2)
        #expect(try desk.number("SELECT count(*) FROM run") == 5)
    }
}
