import Foundation
import Storage

/// Renders a query's table for the page.
struct QueryPart {
    let query: QueryDirective
    let placed: PlacedDirective
    let context: PageContext

    func html() throws -> Markup {
        guard !query.isHidden else { return .empty }
        let table = try context.results.table(query.question)
        let path = "tables/\(query.id).csv"
        context.files[path] = Data(table.csv.utf8)
        let view = QueryView(
            id: query.id,
            captionID: context.identifiers.take("\(query.id)-caption"),
            number: context.plan.labels.labels[query.id]?.text ?? query.id,
            caption: context.inline(query.caption, at: placed.source.place(of: ["caption"])),
            table: TableView(
                table,
                label: context.plain(query.caption, at: placed.source.place(of: ["caption"])),
                digits: query.digits,
                limit: 60,
                heading: query.heading,
                formulas: context.label
            ),
            isWide: query.isWide,
            sql: Verbatim(query.sql.trimmed),
            replayCommand: Verbatim(context.replay(query.question, as: query.id)),
            downloads: [DownloadView(label: "CSV", href: Verbatim(path))]
        )
        return try context.render(view)
    }
}

extension TableView {
    /// A table of results with numbers shortened to `digits` and at most `limit` evenly spaced rows; `formulas`
    /// renders a text.
    init(
        _ table: Table,
        label: String,
        digits: Int,
        limit: Int,
        heading: (String) -> String,
        formulas: (String) -> Markup
    ) {
        let shown =
            table.rows.count <= limit
            ? Array(table.rows.indices) : (0..<limit).map { $0 * (table.rows.count - 1) / (limit - 1) }
        let columns = table.columns.indices.map { index in
            Column(
                heading(table.columns[index]),
                isNumeric: table.rows.contains { $0[index].number != nil }
                    && table.rows.allSatisfy { $0[index].number != nil || $0[index] == .null },
                label: formulas
            )
        }
        let texts = Set(shown.flatMap { table.rows[$0].map(\.text) }).filter { $0.contains("$") }
        let rows = shown.map { row in table.rows[row].map { $0.printed(digits: digits) } }
        let all = NumberText.whole(table.rows.count)
        let note =
            table.rows.isEmpty
            ? "Nothing was found: the query gives no row."
            : shown.count < table.rows.count ? "\(shown.count) of \(all) rows, evenly spread; the query gives all" : ""
        self.init(label: label, columns: columns, rows: rows, note: note)
        self.formulas = Dictionary(uniqueKeysWithValues: texts.map { ($0, formulas($0)) })
    }
}
