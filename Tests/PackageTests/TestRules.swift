import Testing

/// Rules for every test file, so that tests are found by their subject.
@Suite struct TestRules {
    /// The suites in each file with tests, by path.
    private static let suites = Result {
        let files = try Repository.files(below: "Tests", endingIn: ".swift")
        return try files.reduce(into: [String: [String]]()) { suites, file in
            let text = try Repository.text(file)
            let names = text.matches(of: /(?m)^ *@Suite.* (?:struct|enum|class|actor) (\w+) \{$/)
                .map { String($0.output.1) }
            if !names.isEmpty || text.contains(/(?m)^ *@Test\b/) { suites[file] = names }
        }
    }

    @Test func holdTheSuiteOfTheirName() throws {
        let suites = try Self.suites.get()
        #expect(suites.count > 150)
        for (file, names) in suites {
            let name = file.split(separator: "/").last?.dropLast(".swift".count)
            #expect(names == [name.map(String.init)], "\(file) holds \(names)")
        }
    }

    @Test func shareNoNameOfASuite() throws {
        let files = try Self.suites.get().flatMap { file, names in names.map { (name: $0, file: file) } }
        for (name, places) in Dictionary(grouping: files, by: \.name) where places.count > 1 {
            Issue.record("two suites are called \(name): \(places.map(\.file).sorted())")
        }
    }

    /// The suite's name shows whether it runs the whole program or tests a unit.
    @Test func sayWhetherTheyRunTheProgram() throws {
        for (file, names) in try Self.suites.get() where !file.contains("/Torture/") {
            for name in names {
                #expect(name.hasSuffix("EndToEnd") == file.hasPrefix("Tests/EndToEndTests/"), "\(file)")
            }
        }
    }

    /// The suites that the book's appendix names exist.
    @Test func areThereWhereTheBookNamesThem() throws {
        let rows = try Repository.text("Chapters/10-numerics.md").matches(of: /(?m)^\|.*\| `(\w+)` \|$/)
        let names = try Set(Self.suites.get().values.joined())
        #expect(rows.count >= 16)
        for row in rows { #expect(names.contains(String(row.output.1)), "there is no suite \(row.output.1)") }
    }
}
