@testable import Reports

extension Bibliography {
    /// The works of a file called `r.bib`.
    init(of source: String) { self.init(parsing: source, file: "r.bib") }
}
