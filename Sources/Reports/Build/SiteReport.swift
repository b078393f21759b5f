public import Diagnostics

/// The result of building the site.
public struct SiteReport: Sendable {
    /// Paths of the files written because they differed, from the site's root.
    public internal(set) var written: [String] = []
    /// Files of earlier builds that no page uses any more; they are kept because somebody changed them.
    public internal(set) var kept: [String] = []
    /// The claims of all chapters that have pages.
    var claims: [ClaimOutcome] = []
    /// The digests of these pages' files, by path.
    var files: [String: String] = [:]
    /// The first page of the site for a reader.
    public static let landingPage = SiteFiles.firstPage
    /// The first page of this report for a reader, relative to its folder.
    public internal(set) var firstPage = Self.landingPage
    /// Wrong numbers in the prose, and directives without a result.
    public internal(set) var faults: [Diagnostic] = []
    /// Whether the pages of some chapters were not built.
    public internal(set) var isPartial = false

    /// The number of claims with the verdict that their author expected, and of all claims.
    public var verdicts: (expected: Int, all: Int) {
        (claims.filter(\.isExpected).count, claims.count)
    }

    /// A diagnostic for each claim whose verdict is not the expected one.
    public internal(set) var surprises: [Diagnostic] = []
}
