@testable import Reports

extension Bibliography {
    /// Reads a bibliography from text, as a file called `r.bib`.
    init(of source: String) { self.init(parsing: source, file: "r.bib") }
}
