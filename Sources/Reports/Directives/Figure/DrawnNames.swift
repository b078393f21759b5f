import Charts
import Diagnostics
import Storage

/// Checks names that figures may take from the data, in SQL strings and in variants, for characters that the fonts
/// lack.
///
/// Only the data show whether a name is drawn; a character that cannot be drawn is then shown as its number.
struct DrawnNames {
    /// A warning for each string in a figure's SQL that cannot be drawn.
    static func warnings(in figure: FigureDirective, _ placed: PlacedDirective) -> [Diagnostic] {
        ((try? figure.plot.queries) ?? []).flatMap { query in
            SQLStrings.all(in: query.sql).compactMap { string in
                warning(of: string.value) {
                    var place = placed.source.place(
                        of: query.path,
                        line: string.position.line,
                        column: string.position.column
                    )
                    place.length = string.position.length
                    return place
                }
            }
        }
    }

    /// A warning for the first variant of an experiment whose name cannot be drawn.
    static func warning(in experiment: PlannedExperiment, _ placed: PlacedDirective) -> Diagnostic? {
        let names = experiment.runs.lazy.map(\.variant)
        return names.compactMap { name in warning(of: name) { placed.source.place(of: ["sweep"]) } }.first
    }

    /// A warning about a name that cannot be drawn; its place is computed only then.
    private static func warning(of name: String, at place: () -> Place) -> Diagnostic? {
        // Most names consist of characters that every font has.
        guard name.utf8.contains(where: { $0 >= 0x80 || $0 == UInt8(ascii: "$") }),
            let problem = (try? Label.fault(in: name)) ?? nil
        else { return nil }
        let message = "the name '\(name)' cannot be drawn in a figure: \(problem)"
        return Diagnostic(.warning, "label.unfit", at: place(), message, help: LabelText.help)
    }
}
