/// How a chapter's page in the site stands against what it would be made from now.
struct PageState {
    let chapter: Int
    /// Whether the user asked for it.
    let isWanted: Bool
    /// Whether it need not be made again.
    let isSame: Bool
    private let inputs: PageInputs
    private let known: SiteManifest.Page?
    private let frame: String
    private let keys: String
    private let labels: String

    /// The state of a chapter's page; `known` is the one that is there as it was written, nil when none is.
    init(of chapter: Int, isWanted: Bool, known: SiteManifest.Page?, by inputs: PageInputs) {
        self.chapter = chapter
        self.isWanted = isWanted
        self.inputs = inputs
        self.known = known
        frame = inputs.frame(ofChapter: chapter)
        keys = inputs.keys(ofChapter: chapter)
        labels = inputs.labels(ofChapter: chapter)
        guard let known, known.frame == frame else {
            isSame = false
            return
        }
        // Of a page that is not asked for nothing is asked of the archive either.
        isSame = known.keys == keys || isWanted && inputs.content(ofChapter: chapter) == known.content
    }

    /// The page that stays, with the present keys of its results; nil when it is to be made.
    ///
    /// One that is not asked for stays unless what it refers to has another number, and with it while runs are missing.
    func standing(whenComplete isComplete: Bool) -> SiteManifest.Page? {
        guard var page = known, isSame || !isWanted && (page.labels == labels || !isComplete) else { return nil }
        if isSame { page.keys = keys }
        return page
    }

    /// What is written down of the page when it has been made.
    func page(files: [String: String], claims: [ClaimOutcome]) -> SiteManifest.Page {
        let content = inputs.content(ofChapter: chapter) ?? ""
        return .init(frame: frame, keys: keys, content: content, labels: labels, files: files, claims: claims)
    }
}
