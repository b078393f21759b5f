/// A file that a figure or table can be taken away as.
struct DownloadView: TemplateView {
    /// Kind of file, such as `CSV`.
    var label: String
    var href: Verbatim
}
