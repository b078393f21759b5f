/// A numbered table computed by a query.
struct QueryView: RenderedView, AnchoredView {
    static let templateName = "query"

    var code: [Verbatim] { [sql, replayCommand] }

    /// Identifier and HTML id.
    var id: String
    /// The HTML id of the caption.
    var captionID: String
    /// The label as printed, such as `Table 2.1`.
    var number: String
    var caption: Markup
    var table: TableView
    /// Whether the table extends into the margin.
    var isWide = false
    var sql: Verbatim
    /// The same query as a command for the `sqlite3` shell.
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
    /// Its source, such as `onset of table onset, computed 184.0`.
    var origin: String
    /// The tolerance and the measured value, for screen readers; empty for a number without a tolerance.
    var spread = ""
    /// The address of the query; empty when it is not shown.
    var href = Verbatim("")
}
