/// Compares a chapter's page in the site with the inputs from which it would be made now.
struct PageState {
    let chapter: Int
    /// Whether the user requested the page.
    let isWanted: Bool
    /// Whether the page is up to date.
    let isSame: Bool
    private let inputs: PageInputs
    private let known: SiteManifest.Page?
    private let frame: String
    private let keys: String
    private let labels: String

    /// The state of a chapter's page; `known` is the manifest's entry for the existing page, nil when there is none.
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
        // For a page that was not requested, no query is run either.
        isSame = known.keys == keys || isWanted && inputs.content(ofChapter: chapter) == known.content
    }

    /// The manifest entry of a page that is kept, with the present keys of its results; nil when it must be made.
    ///
    /// A page that was not requested is kept unless the number of something it refers to has changed. While runs are
    /// missing, it is kept even then.
    func standing(whenComplete isComplete: Bool) -> SiteManifest.Page? {
        guard var page = known, isSame || !isWanted && (page.labels == labels || !isComplete) else { return nil }
        if isSame { page.keys = keys }
        return page
    }

    /// The manifest entry of a page that has been made.
    func page(files: [String: String], claims: [ClaimOutcome]) -> SiteManifest.Page {
        let content = inputs.content(ofChapter: chapter) ?? ""
        return .init(frame: frame, keys: keys, content: content, labels: labels, files: files, claims: claims)
    }
}
