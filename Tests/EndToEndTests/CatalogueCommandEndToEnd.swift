import Foundation
import Testing

/// `spikebook catalogue`, whose expected output is in `Tests/Books/Catalogue`.
@Suite struct CatalogueCommandEndToEnd {
    @Test(arguments: [
        "", "experiment", "optimizer", "optimizer adam", "guards", "layers", "schedule steps", "probes", "probes state",
        "data shifts", "figure", "figure line", "book",
    ])
    func tellWhatCanBeSaid(_ words: String) throws {
        let outcome = try Desk().call(line: "catalogue " + words)
        #expect(outcome.code == 0 && outcome.notes.isEmpty)
        #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
        let name = words.isEmpty ? "all" : words.replacing(" ", with: "-")
        try expectSnapshot(outcome.output, "Catalogue/\(name).txt")
    }

    /// Every unit that is listed can be shown, and the output fits a terminal's width.
    @Test func tellAllThatTheyName() throws {
        let desk = try Desk()
        let all = try JSONSerialization.jsonObject(with: Data(desk.call("catalogue", "--format", "json").output.utf8))
        let kinds = try #require(all as? [[String: Any]])
        #expect(kinds.count > 10)
        for kind in kinds {
            let key = try #require(kind["key"] as? String)
            let units = try #require(kind["units"] as? [[String: Any]])
            let text = try desk.call("catalogue", key).output
            for unit in units {
                let name = try #require(unit["name"] as? String)
                let settings = try #require(unit["settings"] as? [[String: Any]]).compactMap { $0["name"] as? String }
                let isNamed = kind["named"] as? Bool == true
                let told = isNamed ? try desk.call("catalogue", key, name).output : text
                if isNamed { #expect(text.contains("\n  \(name) "), "\(key) \(name)") }
                for setting in settings { #expect(told.contains("\n  \(setting) "), "\(key) \(name) \(setting)") }
                #expect((text + told).split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(key) \(name)")
            }
        }
    }

    @Test func tellMachinesAKindOrAUnit() throws {
        let desk = try Desk()
        let kind = try desk.call("catalogue", "optimizer", "--format", "json").output
        #expect(kind.hasPrefix("{\"example\":\"optimizer: {adam: ") && kind.contains("\"key\":\"optimizer\""))
        let unit = try desk.call("catalogue", "optimizer", "adam", "--format", "json").output
        #expect(unit.contains("{\"allowed\":\"from 0 to below 1\",\"default\":0.999,"))
        let must = try desk.call("catalogue", "layers", "--format", "json").output
        #expect(must.contains("{\"allowed\":\"text\",\"meaning\":\"A pattern"), "what must be written has no default")
    }

    /// What the schema allows is tested together with the reader, in `BookSchemas`.
    @Test func tellEditorsASchema() throws {
        let desk = try Desk()
        func schema(_ words: String) throws -> [String: Any]? {
            let outcome = try desk.call(line: "catalogue \(words) --format schema")
            #expect(outcome.code == 0 && outcome.notes.isEmpty)
            return try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
        }
        let all = try #require(try schema(""))
        #expect(all["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
        let definitions = try #require(all["$defs"] as? [String: [String: Any]])
        let bodies = try #require(all["anyOf"] as? [[String: String]]).compactMap {
            $0["$ref"]?.split(separator: "/").last
        }
        #expect(Set(["book", "experiment", "claim", "aside"]).isSubset(of: bodies))
        #expect(bodies.allSatisfy { definitions[String($0)] != nil })
        let steps = try #require(definitions["experiment"]?["properties"] as? [String: [String: Any]])["steps"]
        #expect(steps?["minimum"] as? Int == 1 && steps?["description"] as? String == "How many steps to take.")
        #expect(try schema("book")?["$ref"] as? String == "#/$defs/book")
    }

    @Test(arguments: [
        ("optimiser", "error: there is no key 'optimiser'; did you mean 'optimizer'?\n"),
        ("optimizer adm", "error: optimizer has no unit 'adm'; did you mean 'adam'?\n"),
        ("adam", "error: there is no key 'adam'; try 'spikebook catalogue optimizer adam'\n"),
        ("seeds", "error: 'seeds' names no unit; try 'spikebook catalogue experiment'\n"),
        ("batch size", "error: batch has settings and no units; try 'spikebook catalogue batch'\n"),
        ("figure lines", "error: figure has no unit 'lines'; did you mean 'line'?\n"),
        ("figures", "error: there is no key 'figures'; did you mean 'figure'?\n"),
        ("figure line --format schema", "error: a schema is of a whole key: leave 'line' out\n"),
        ("loss mae", "error: loss has no unit 'mae'; did you mean 'mse'?\n"),
    ])
    func helpThoseWhoMissAName(_ words: String, _ told: String) throws {
        let outcome = try Desk().call(line: "catalogue " + words)
        #expect(outcome.code == 2)
        #expect(outcome.output.isEmpty)
        #expect(outcome.notes == told)
    }
}
