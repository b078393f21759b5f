import Experiments
import Foundation
import Settings
import TestSupport
import Testing
import Training

@testable import Reports

/// The schema for editors allows exactly what the reader allows.
@Suite struct BookSchemas {
    /// The real book, and the small ones of the tests.
    private static let books: [Book] = {
        let root = URL(filePath: #filePath).appending(path: "../../../..").standardized
        let little = root.appending(path: "Tests/Books")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: little.path)) ?? []
        let folders =
            names.sorted().map { little.appending(path: "\($0)/Chapters") } + [root.appending(path: "Chapters")]
        return folders.compactMap { try? Book(folder: $0, shownAs: "") }.filter(\.faults.isEmpty)
    }()

    private static let checkers = Dictionary(
        uniqueKeysWithValues: (Directives.kinds.map { $0.name } + [BookConfiguration.name]).map {
            ($0, SchemaChecker(BookSchema.tree(of: $0)))
        }
    )

    private static func allows(_ kind: String, _ value: Value) throws -> Bool {
        try #require(checkers[kind]).allows(value)
    }

    private static var bodies: [(kind: String, id: String, value: Value)] {
        books.flatMap { book in
            [(BookConfiguration.name, book.configuration.title, book.configurationSource.value)]
                + book.chapters.flatMap(\.orderedDirectives).map {
                    (type(of: $0.directive).name, $0.id, $0.source.value)
                }
        }
    }

    @Test func allowWhateverTheBooksSay() throws {
        var counts: [String: Int] = [:]
        let any = SchemaChecker(BookSchema.tree())
        for body in Self.bodies {
            counts[body.kind, default: 0] += 1
            // The schema is that of every book, and knows no names of cells.
            if body.kind == "experiment", Experiment.namesOthers(body.value) { continue }
            #expect(try Self.allows(body.kind, body.value), "\(body.kind) \(body.id)")
            #expect(any.allows(body.value), "\(body.kind) \(body.id)")
        }
        #expect(counts.values.reduce(0, +) > 450 && counts.count == Directives.kinds.count + 1, "\(counts)")
    }

    @Test func refuseUnknownKeysWhereverTheReaderDoes() throws {
        for body in Self.bodies {
            #expect(try !Self.allows(body.kind, body.value.setting(["nonsense"], to: .flag(true))), "\(body.id)")
        }
        let loss = try #require(Self.bodies.first { $0.id == "fig-loss" })
        let experiment = try #require(Self.bodies.first { $0.id == "parabola" })
        func panel(_ value: Value) -> Value { loss.value.setting(["panels"], to: [value]) }
        #expect(try Self.allows("figure", panel(["marks": [["rule": ["at": 1]]]])))
        #expect(try !Self.allows("figure", panel(["marks": [["rule": ["att": 1]]]])))
        #expect(try !Self.allows("figure", panel(["marks": [["ruler": ["at": 1]]]])))
        #expect(try !Self.allows("figure", panel(["mark": []])))
        #expect(try !Self.allows("figure", loss.value.setting(["x", "lable"], to: .text("x"))))
        let path = ["optimizer", "adam"]
        #expect(try Self.allows("experiment", experiment.value.setting(path + ["beta2"], to: .number(0.5))))
        #expect(try !Self.allows("experiment", experiment.value.setting(path + ["beta2"], to: .number(1))))
        #expect(try !Self.allows("experiment", experiment.value.setting(path + ["beta"], to: .number(0.5))))
    }

    @Test(
        arguments: [
            ("a caption is excused by hidden", "query", ["id": "a", "sql": "SELECT 1", "hidden": true], true),
            ("and by nothing else", "query", ["id": "a", "sql": "SELECT 1", "hidden": false], false),
            ("an optimizer may be swept", "experiment", ["id": "a", "sweep": ["optimizer": ["adam", "sgd"]]], true),
            ("and must be written otherwise", "experiment", ["id": "a", "model": "quadratic", "steps": 3], false),
            ("a book needs a title", "book", ["sentence": "What it asks."], false),
        ] as [(String, String, Value, Bool)]
    )
    func knowWhatMustBeWritten(_ law: String, _ kind: String, _ body: Value, _ isAllowed: Bool) throws {
        #expect(try Self.allows(kind, body) == isAllowed, "\(law)")
    }

    private static let probes: [Value] =
        [-1e300, -1, -0.5, 0, 1e-9, 0.3, 0.5, 1, 2, 2.5, 6, 40, 500, 1e5, 1e9, 1e12, 1e300].map { .number($0) }
        + [.null, .flag(true), "word", [], [:], ["word"], [1, 2], [0.5, -3], [1, "word"], ["a": 1]]

    /// For settings that check their own value, the schema is exact.
    @Test func tellTheFormOfEverySetting() throws {
        let units = BookReference.kinds.flatMap(\.units) + Marks.kinds + [AxisSettings.self, PanelSettings.self]
        let settings = units.reduce(0) { $0 + Self.check($1) }
        #expect(settings > 300)
    }

    private static func check<Unit: Configurable>(_ unit: Unit.Type) -> Int {
        let settings = unit.settings.filter { $0.form.isReadBySetting }
        for setting in settings {
            let checker = SchemaChecker(setting.form.schema())
            for probe in probes + setting.form.words.map({ .text($0) }) {
                var owner = unit.init()
                let isRead = (try? setting.write(&owner, probe)) != nil
                #expect(checker.allows(probe) == isRead, "\(unit.name) \(setting.name): \(probe)")
            }
        }
        return settings.count
    }

    @Test func showExamplesThatAreRead() throws {
        for kind in Directives.kinds {
            let body = LocatedText(wholeFile: "", text: kind.example)
            let value = try LocatedValue(yaml: kind.settings(in: body)).value
            #expect(throws: Never.self, "\(kind.name)") { try kind.init(reading: value) }
            #expect(try Self.allows(kind.name, value), "\(kind.name)")
        }
    }
}

extension ValueForm {
    /// Whether a setting of this form checks the written value itself, rather than leaving that to its unit.
    fileprivate var isReadBySetting: Bool {
        switch self {
        case .number, .whole, .flag, .text, .list(.number, _, _), .list(.text(among: nil), _, _): true
        default: false
        }
    }

    /// The allowed words.
    fileprivate var words: [String] { if case .text(let choices?) = self { choices } else { [] } }
}
