import Reports
import Settings
import Training

/// The catalogue as text of at most 80 columns.
enum CatalogueText {
    private static let width = 80

    /// Every key with its units' names.
    static func overview(_ kinds: [UnitKind]) -> String {
        let column = (kinds.map(\.key.count).max() ?? 0) + 2
        let paragraphs = kinds.map { kind in
            let names = kind.isNamed ? kind.names : kind.descriptions.flatMap(\.rows).map(\.name)
            return hanging(kind.key, kind.summary, column) + "\n"
                + wrapped(names.joined(separator: ", "), indent: column)
        }
        let foot = wrapped(
            "'spikebook catalogue KEY' tells what stands under a key, 'spikebook catalogue KEY UNIT' a "
                + "unit's settings.",
            indent: 0
        )
        return (paragraphs + [foot]).joined(separator: "\n\n")
    }

    /// One key: its summary, an example, its units or settings.
    static func kind(_ kind: UnitKind) -> String {
        let head = wrapped("\(kind.key): \(kind.summary)", indent: 0)
        let without = wrapped(without(kind), indent: 0)
        let example = kind.example.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
        guard kind.isNamed else {
            return ([head + "\n" + without, example] + kind.descriptions.flatMap(settings)).joined(separator: "\n\n")
        }
        let column = (kind.names.map(\.count).max() ?? 0) + 4
        let units = kind.descriptions.map { hanging("  " + $0.name, $0.summary, column) }.joined(separator: "\n")
        let last = kind.names.first.map { "'spikebook catalogue \(kind.key) \($0)' tells its settings." } ?? ""
        return [head + "\n" + without, example, units, last].joined(separator: "\n\n")
    }

    /// What applies if an experiment does not have the key.
    private static func without(_ kind: UnitKind) -> String {
        if kind.absence == nil { return "Each of these is a key of \(BookReference.home(of: kind))." }
        return kind.isOptional ? "Without it: \(kind.absenceText)." : "It \(kind.absenceText)."
    }

    /// One unit with its settings.
    static func unit(_ unit: UnitDescription, of kind: UnitKind) -> String {
        let head = wrapped("\(kind.key) \(unit.name): \(unit.summary)", indent: 0)
        let rest = unit.rows.isEmpty ? ["It has no settings."] : settings(of: unit)
        return ([head] + rest).joined(separator: "\n\n")
    }

    /// A paragraph for all settings, and two for each part of their values.
    private static func settings(of unit: UnitDescription) -> [String] {
        let parts = unit.parts.flatMap { part in
            [wrapped("\(part.unit.name): \(part.unit.summary)", indent: 0), rows(of: part.unit)]
        }
        return [rows(of: unit)] + parts
    }

    private static func rows(of unit: UnitDescription) -> String {
        let column = (unit.rows.map(\.name.count).max() ?? 0) + 4
        let rows = unit.rows.map { row in
            hanging("  " + row.name, row.meaning, column) + "\n"
                + wrapped("Allowed: \(row.allowed).", indent: column) + "\n"
                + wrapped(row.standard == nil ? "It must be written." : "Default: \(row.standardText).", indent: column)
        }
        return rows.joined(separator: "\n")
    }

    /// A name with a text beside it.
    private static func hanging(_ name: String, _ text: String, _ column: Int) -> String {
        let lines = wrapped(text, indent: column)
        return name + lines.dropFirst(min(name.count, column))
    }

    /// The words of a text in lines indented by `indent` spaces.
    private static func wrapped(_ text: String, indent: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        return WrappedText.lines(margin + text, indent: indent, width: width).joined(separator: "\n")
    }
}
