/// A numbered table that a query made.
struct QueryView: RenderedView, AnchoredView {
    static let templateName = "query"

    var code: [Verbatim] { [sql, replayCommand] }

    /// Identifier and anchor.
    var id: String
    /// Identifier of the caption.
    var captionID: String
    /// Label as printed, such as `Table 2.1`.
    var number: String
    var caption: Markup
    var table: TableView
    /// Whether the table reaches into the margin.
    var isWide = false
    var sql: Verbatim
    /// The same query as a line for the `sqlite3` shell.
    var replayCommand: Verbatim
    var downloads: [DownloadView] = []
}

/// A number in the prose that the build compared with the stored result.
struct CheckedValueView: RenderedView {
    static let templateName = "checked"

    /// The number as the author wrote it.
    var text: String
    /// The stored value in full precision.
    var value: String
    /// Where it comes from, such as `onset of table onset, computed 184.0`.
    var origin: String
    /// The tolerance and what was measured, for those who do not see the title; empty for a number without a tolerance.
    var spread = ""
    /// Address of the query; empty when it is not shown.
    var href = Verbatim("")
}
