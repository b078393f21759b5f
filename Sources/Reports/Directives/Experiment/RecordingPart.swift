import Experiments
import Foundation
import Logs
import Storage

/// How the logs of an experiment were read, and what its cells printed, for its summary on the page.
struct RecordingPart {
    let directive: ExperimentDirective
    let context: PageContext

    /// The maximal number of logs shown; the table `recording` has all.
    private static let limit = 12

    /// One view for each log; none for runs of the core, or while a run is missing.
    var views: [RecordingView] {
        guard let question = directive.recordings, let table = try? context.results.table(question) else { return [] }
        return table.rows.prefix(Self.limit).map { row in
            let named = Dictionary(zip(table.columns, row)) { first, _ in first }
            let variant = named["variant"]?.text ?? ""
            return RecordingView(label: context.label(variant), facts: Self.facts(of: named))
        }
    }

    private static func facts(of row: [String: Storage.Cell]) -> [SettingView] {
        func text(_ name: String) -> String { row[name].map { $0 == .null ? "" : $0.text } ?? "" }
        if text("format") == Reading.ofCells { return [SettingView(name: "printed", value: text("output"))] }
        let kind = LossKind(rawValue: text("loss_kind")) ?? .unknown
        let unit = text("unit").isEmpty ? "" : ", in \(text("unit"))"
        let stride = text("stride")
        let rhythm = stride.isEmpty ? "" : stride == "1" ? ", one a step" : ", one in \(stride) steps"
        let facts = [
            ("format", text("format")), ("rows", text("rows") + rhythm), ("loss", kind.documentation + unit),
            ("columns", pairs(text("columns"))), ("left out", pairs(text("dropped"))),
            (
                "recorded again",
                text("repeated") == "0" ? "" : "\(text("repeated")) steps, of which the last ones count"
            ),
            ("not recorded", list(text("not_recorded")).joined(separator: ", ")),
            ("notes", list(text("notes")).joined(separator: "; ")),
        ]
        return facts.filter { !$0.1.isEmpty }.map { SettingView(name: $0.0, value: $0.1) }
    }

    private static func list(_ json: String) -> [String] {
        (try? JSONDecoder().decode([String].self, from: Data(json.utf8))) ?? []
    }

    /// A map of texts or counts on one line: `loss = trl, grad_norm = norm`.
    private static func pairs(_ json: String) -> String {
        let texts = try? JSONDecoder().decode([String: String].self, from: Data(json.utf8))
        let counts = try? JSONDecoder().decode([String: Int].self, from: Data(json.utf8))
        let pairs = texts ?? counts?.mapValues(NumberText.whole) ?? [:]
        let isCount = texts == nil
        return pairs.sorted { $0.key < $1.key }.map { isCount ? "\($1) \($0)" : "\($0) = \($1)" }.joined(
            separator: ", "
        )
    }
}
