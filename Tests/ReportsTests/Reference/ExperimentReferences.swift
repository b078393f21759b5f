import Diagnostics
import Settings
import Testing

@testable import Experiments
@testable import Reports

/// The reference on experiments agrees with the reader.
@Suite struct ExperimentReferences {
    private static let network = """
        model: {mlp: {widths: [50, 8, 1]}}
        data: quadratic-regression
        optimizer: {adam: {lr: 0.01}}
        steps: 4
        """

    private static func read(_ yaml: String) throws -> Value {
        try LocatedValue(yaml: LocatedText(wholeFile: "book", text: yaml)).value
    }

    /// The experiment of a network with some keys changed.
    private static func experiment(_ changes: Value) throws -> Experiment {
        guard case .map(let entries) = changes else { throw SettingFaults([]) }
        if changes[RecordedTrace.name] != nil {
            let logs = InputFiles.Source(bytes: { _ in [] }, log: { try .init(path: $0) { "" } })
            return try Experiment(reading: changes, files: logs)
        }
        let tree = entries.reduce(try read(network)) { $0.setting([$1.name], to: $1.value) }
        return try Experiment(reading: tree)
    }

    @Test func holdEveryKeyAndNoOther() {
        let kinds = ExperimentReference.kinds.filter { $0.absence != nil }.map(\.key)
        let own = ExperimentReference.kinds.filter { $0.absence == nil }.flatMap(\.descriptions).flatMap(\.rows)
            .map(\.name)
        #expect((kinds + own).sorted() == Experiment.keys.sorted())
    }

    @Test(arguments: ExperimentReference.kinds.map(\.key))
    func giveExamplesThatCanBeRead(_ key: String) throws {
        let kind = try #require(ExperimentReference.kind(key))
        for part in kind.example.split(separator: "\n# or\n").map(String.init) {
            var changes = try Self.read(part)
            // Cross-entropy needs classes as targets.
            if key == "loss" {
                changes = changes.setting(["data"], to: .text("gaussian-classes")).setting(
                    ["model"],
                    to: .text("linear")
                )
            }
            let experiment = try Self.experiment(changes)
            #expect(!experiment.members.isEmpty)
            guard kind.absence != nil else { continue }
            let before = try Self.experiment(.map([])).members[0].specification.canonical
            #expect(experiment.members[0].specification.canonical != before, "the example of \(key) changes nothing")
        }
    }

    @Test(arguments: ExperimentReference.kinds.map(\.key))
    func sayWhatHoldsWithoutAKey(_ key: String) throws {
        let kind = try #require(ExperimentReference.kind(key))
        let without = try Self.read(Self.network).removing(key)
        switch kind.absence {
        case nil: #expect(!Experiment.keys.contains(key))
        case .fault?, .faultOfNetworks?:
            #expect(throws: SettingFaults.self) { try Experiment(reading: without) }
        case .nothing?:
            #expect(try Experiment(reading: without).members[0].specification.canonical[key] == nil)
        case .standard(let value)?:
            let written = try Experiment(reading: without.setting([key], to: value))
            let unwritten = try Experiment(reading: without)
            #expect(written.members[0].specification.canonical == unwritten.members[0].specification.canonical)
        }
    }

    @Test func sayWhatOnlyNetworksTake() throws {
        let kinds = ExperimentReference.kinds.filter { $0.absence == .faultOfNetworks }
        #expect(kinds.map(\.key) == ["data"])
        let quadratic = try Self.read(Self.network).setting(["model"], to: .text("quadratic"))
        #expect(throws: SettingFaults.self) { try Experiment(reading: quadratic) }
        #expect(throws: Never.self) { try Experiment(reading: quadratic.removing("data")) }
    }

    /// A unit is read without its settings exactly when none of them is required.
    @Test func sayWhatMustBeWritten() throws {
        let units = ExperimentReference.kinds.flatMap(\.units).filter { $0 != CommonSettings.self }
        var required = 0
        for unit in units + Directives.kinds + Marks.kinds + [BookConfiguration.self] {
            let names = UnitDescription(unit).rows.map(\.name)
            #expect(unit.required.isSubset(of: names), "\(unit.name)")
            #expect(
                Set(unit.excuses.values.joined()).isSubset(of: names) && unit.required.isSuperset(of: unit.excuses.keys)
            )
            required += unit.required.count
            do {
                _ = try unit.init(reading: .map([]))
                #expect(unit.required.isEmpty, "\(unit.name)")
            } catch let error as SettingFaults {
                #expect(!unit.required.isEmpty, "\(unit.name): \(error)")
            }
        }
        #expect(required > 10)
        #expect(CommonSettings.required == ["steps"])
        #expect(throws: SettingFaults.self) { try Experiment(reading: try Self.read(Self.network).removing("steps")) }
    }

    @Test func nameEveryUnitOnce() {
        for kind in ExperimentReference.kinds where kind.isNamed {
            let names = kind.descriptions.map(\.name)
            #expect(Set(names).count == names.count, "\(kind.key)")
            #expect(!names.isEmpty)
        }
        #expect(Set(ExperimentReference.kinds.map(\.key)).count == ExperimentReference.kinds.count)
    }

    @Test func endEveryTextAsASentence() {
        for kind in ExperimentReference.kinds {
            #expect(kind.summary.hasSuffix("."), "\(kind.key)")
            for unit in kind.descriptions + kind.descriptions.flatMap(\.parts).map(\.unit) {
                #expect(unit.summary.hasSuffix("."), "\(kind.key) \(unit.name)")
                for row in unit.rows {
                    #expect(row.meaning.hasSuffix("."), "\(kind.key) \(unit.name) \(row.name)")
                    #expect(!row.allowed.isEmpty && !row.allowed.hasSuffix("."), "\(kind.key) \(unit.name) \(row.name)")
                }
            }
        }
    }

    /// Defaults in tables are short, on one line, and contain no empty brackets.
    @Test func printDefaultsThatCanBeRead() {
        for kind in ExperimentReference.kinds {
            for row in kind.descriptions.flatMap(\.rows) {
                #expect(row.standardText.count <= 160, "\(kind.key) \(row.name): \(row.standardText)")
                #expect(!row.standardText.contains("\n") && !row.standardText.isEmpty)
                #expect(!["[]", "{}", "\"\""].contains(row.standardText), "\(kind.key) \(row.name)")
            }
        }
        let numbers = Value.list((1...100).map { .number(Double($0)) })
        #expect(numbers.summary == "[1, 2, 3, 4, 5, 6, … 100 in all]")
        let deep = Value.map([.init("a", .map([.init("b", .map([.init("c", .map([.init("d", .flag(true))]))]))]))])
        #expect(deep.summary == "{a: {b: {c: {…}}}}")
        #expect(Value.list([.map([.init("at", .number(3)), .init("to", .text(""))])]).summary == "[{at: 3, to: \"\"}]")
    }

    @Test func groupTheDigitsOfLargeNumbers() {
        let allowed = ["from 1 to 1000000", "at most 1e-300", "above 0.123456", "at least -12345", "float64", "9999"]
            .map {
                UnitDescription.Row("x", "X.", .anything, allowed: $0, standard: nil).allowed
            }
        #expect(
            allowed == [
                "from 1 to 1,000,000", "at most 1e-300", "above 0.123456", "at least -12,345", "float64", "9999",
            ]
        )
    }
}

extension Value {
    /// The map without one of its names.
    fileprivate func removing(_ name: String) -> Value {
        guard case .map(let entries) = self else { return self }
        return .map(entries.filter { $0.name != name })
    }
}
