import Diagnostics

/// How deep a chapter may nest, so that no line of a thousand `>` exhausts the stack of the functions that walk the tree.
enum NestingLimit {
    /// Quotes in lists in quotes; two levels for each list.
    static let blocks = 60
    /// Emphasis in links in emphasis.
    static let inlines = 60

    /// The fault of going deeper; what lies there is left out.
    static func fault(at place: Place) -> Diagnostic {
        Diagnostic("markdown.nesting", at: place, "the text nests too deep here", help: "at most 60 levels are read")
    }
}
