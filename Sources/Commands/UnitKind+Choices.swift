import Settings
import Training

extension UnitKind {
    /// The named descriptions under its key: its units, or else the parts of its settings' values.
    var choices: [UnitDescription] { isNamed ? descriptions : descriptions.flatMap(\.parts).map(\.unit) }

    /// The names of its units.
    var names: [String] { descriptions.map(\.name) }

    /// The complete description for programs.
    var tree: Value {
        .map([
            .init("key", .text(key)), .init("title", .text(title)), .init("summary", .text(summary)),
            .init("without", .text(absenceText)), .init("example", .text(example)), .init("named", .flag(isNamed)),
            .init("units", .list(descriptions.map(\.tree))),
        ])
    }
}

extension UnitDescription {
    /// The complete description for programs.
    var tree: Value {
        .map(ownEntries + [.init("parts", .list(parts.map { .map($0.unit.ownEntries) }))])
    }

    /// The description without parts; a required setting has no default.
    private var ownEntries: [Value.Entry] {
        let settings = rows.map { row -> Value in
            let entries: [Value.Entry] = [
                .init("name", .text(row.name)), .init("meaning", .text(row.meaning)),
                .init("allowed", .text(row.allowed)),
            ]
            return .map(entries + (row.standard.map { [.init("default", $0)] } ?? []))
        }
        return [
            .init("name", .text(name)), .init("summary", .text(summary)), .init("settings", .list(settings)),
        ]
    }
}
