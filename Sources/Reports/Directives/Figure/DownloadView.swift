/// A file in which a figure or table can be downloaded.
struct DownloadView: TemplateView {
    /// The kind of file, such as `CSV`.
    var label: String
    var href: Verbatim
}
