import Diagnostics

/// The maximal nesting of a chapter, which protects the stack of the recursive functions that walk the tree.
enum NestingLimit {
    /// For blocks, such as quotes in lists in quotes; a list counts as two levels.
    static let blocks = 60
    /// For inlines, such as emphasis in links in emphasis.
    static let inlines = 60

    /// The fault of exceeding the limit; the text beyond it is left out.
    static func fault(at place: Place) -> Diagnostic {
        Diagnostic("markdown.nesting", at: place, "the text nests too deep here", help: "at most 60 levels are read")
    }
}
