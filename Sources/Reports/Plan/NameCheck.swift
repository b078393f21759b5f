import Diagnostics
import Storage

/// Checks the experiments and variants that SQL names in quotes.
///
/// A name that the book does not have gives an answer without rows, which looks like a result.
struct NameCheck {
    private let experiments: [String: [String]]
    /// The names of all experiments, including faulty ones.
    private let declared: Set<String>
    private let views: QueryViews
    /// The views whose column `experiment` may contain any text, found once for all that read them.
    private let renaming: Set<String>

    init(experiments: [PlannedExperiment], declared: Set<String>, views: QueryViews) {
        self.experiments = Dictionary(experiments.map { ($0.id, $0.runs.map(\.variant)) }) { first, _ in first }
        self.declared = declared
        self.views = views
        renaming = views.names { QuotedValue.renames("experiment", in: $0.sql) }
    }

    /// The faults of names in a directive that the book does not have.
    func faults(of placed: PlacedDirective) -> [Diagnostic] {
        unseen(in: placed)
            + (placed.directive.queries + placed.directive.conditions).flatMap { written in
                faults(in: written.sql).map { name, message, help in
                    let position = name.position
                    var place = placed.source.place(of: written.path, line: position.line, column: position.column)
                    place.length = position.length
                    return Diagnostic("query.unknown-name", at: place, "\(placed.id): \(message)", help: help)
                }
            }
    }

    /// The faults of experiments in `sees:` that the book does not have.
    private func unseen(in placed: PlacedDirective) -> [Diagnostic] {
        guard let sees = (placed.directive as? any SeeingDirective)?.sees, sees != ["all"] else { return [] }
        return sees.enumerated().compactMap { index, text in
            guard !declared.contains(where: Sight([text]).includes) else { return nil }
            return Diagnostic(
                "sees.unknown",
                at: placed.source.place(of: ["sees", "\(index)"]),
                "\(placed.id): no experiment is called '\(text)'",
                help: text == "all" ? "write sees: all, without other names" : NearMiss.help(for: text, in: declared)
            )
        }
    }

    private func faults(in sql: String) -> [(name: QuotedValue, message: String, help: String)] {
        guard !QuotedValue.renames("experiment", in: sql), !views.isRead(by: sql, among: renaming) else { return [] }
        let names = QuotedValue.all(of: "experiment", in: sql)
        let unknown = names.filter { name in !declared.contains(where: name.means) }
        guard unknown.isEmpty else {
            return unknown.map { name in
                let what =
                    name.isPattern ? "no experiment is like '\(name.value)'" : "there is no experiment '\(name.value)'"
                return (name, what, NearMiss.help(for: name.value, in: declared))
            }
        }
        return variants(in: sql, of: names)
    }

    /// Unknown variants in a simple text: one SELECT from the archive's own tables, for one experiment and without
    /// alternatives.
    private func variants(in sql: String, of names: [QuotedValue])
        -> [(name: QuotedValue, message: String, help: String)]
    {
        guard names.count == 1, !names[0].isPattern, !names[0].isNegated, let known = experiments[names[0].value],
            !views.isRead(by: sql), QuotedValue.isPlain(sql), !QuotedValue.renames("variant", in: sql)
        else { return [] }
        return QuotedValue.all(of: "variant", in: sql).filter { name in !known.contains(where: name.means) }.map {
            name in
            let what = name.isPattern ? "like '\(name.value)'" : "'\(name.value)'"
            let message = "experiment '\(names[0].value)' has no variant \(what)"
            return (name, message, NearMiss.help(for: name.value, in: Set(known)))
        }
    }
}
