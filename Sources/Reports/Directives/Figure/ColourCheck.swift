import Diagnostics
import Settings

/// Checks that a name has one colour in all figures of a book.
///
/// Names of series that stand in the data alone have theirs from `SeriesLooks`.
struct ColourCheck {
    let book: Book

    /// A mark that names its colour.
    private struct Use {
        var name: String
        var role: MarkRole
        var figure: String
        var place: Place
    }

    var faults: [Diagnostic] {
        let looks = book.looks
        var first: [String: Use] = [:]
        return unknown
            + book.chapters.flatMap(\.orderedDirectives).flatMap(uses).compactMap { use in
                if let role = looks.named[use.name] { return warning(use, role, "book.yml gives it \(role.rawValue)") }
                guard let other = first[use.name] else {
                    first[use.name] = use
                    return nil
                }
                return warning(use, other.role, "it is \(other.role.rawValue) in \(other.figure)")
            }
    }

    private func warning(_ use: Use, _ role: MarkRole, _ reason: String) -> Diagnostic? {
        guard use.role != role else { return nil }
        return Diagnostic(
            .warning,
            "figure.colour",
            at: use.place,
            "\(use.figure): '\(use.name)' is \(use.role.rawValue) here, but \(reason)",
            help: "one name has one colour in all figures: write role: \(role.rawValue)"
        )
    }

    /// The named marks of a figure.
    private func uses(_ placed: PlacedDirective) -> [Use] {
        guard let figure = placed.directive as? FigureDirective, let plot = try? figure.plot else { return [] }
        return plot.panels.enumerated().flatMap { panel, settings in
            settings.placedMarks.compactMap { mark in
                guard let named = mark.settings as? any NamedMark, !named.title.isEmpty else { return nil }
                let path = ["panels", "\(panel)", "marks", "\(mark.index)", mark.name, "name"]
                return Use(name: named.title, role: named.role, figure: placed.id, place: placed.source.place(of: path))
            }
        }
    }

    /// The colours in `book.yml` that there are not.
    private var unknown: [Diagnostic] {
        book.writtenColours.filter { MarkRole(rawValue: $0.colour) == nil }.map { name, colour in
            Diagnostic(
                "book.colour",
                at: book.configurationSource.place(of: ["colours", name]),
                "there is no colour '\(colour)'",
                help: NearMiss.help(for: colour, in: MarkRole.allCases.map(\.rawValue))
            )
        }
    }
}
