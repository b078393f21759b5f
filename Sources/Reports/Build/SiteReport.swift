public import Diagnostics

/// What a build of the site did.
public struct SiteReport: Sendable {
    /// Paths written because they differed, from the site's root.
    public internal(set) var written: [String] = []
    /// Files of earlier builds that no page uses any more and that somebody has changed, so that they stay.
    public internal(set) var kept: [String] = []
    /// The claims of all chapters whose pages are there.
    var claims: [ClaimOutcome] = []
    /// The files of these pages with their digests, by path.
    var files: [String: String] = [:]
    /// The file with which a reader of the site begins.
    public static let landingPage = SiteFiles.firstPage
    /// The file with which a reader of this report begins, from its folder.
    public internal(set) var firstPage = Self.landingPage
    /// Numbers of the prose that are wrong, and directives without a result.
    public internal(set) var faults: [Diagnostic] = []
    /// Whether chapters were left as they were.
    public internal(set) var isPartial = false

    /// How many claims have the verdict that their author expected, of how many.
    public var verdicts: (expected: Int, all: Int) {
        (claims.filter(\.isExpected).count, claims.count)
    }

    /// Claims whose verdict is another than the expected one.
    public internal(set) var surprises: [Diagnostic] = []
}
