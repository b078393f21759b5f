import Settings

/// A note in the margin.
struct AsideDirective: Directive {
    static let name = "aside"
    static let summary = "A note with a title, in the margin where the screen has one."
    static let example = """
        title: Why β2 counts
        text: After n steps without gradients v is $β_2^n$ of what it was.
        """
    static let settings: [Setting<AsideDirective>] = [
        Setting("id", \.id, "The identifier, unique in the book; without one nothing can refer to it."),
        Setting("title", \.title, "What the note is about. TeX stands in single quotes."),
        Setting("text", \.text, "The note itself: a paragraph of Markdown."),
    ]
    static let required: Set<String> = ["title", "text"]
    let prose = [["title"], ["text"]]

    var id = ""
    var title = ""
    var text = ""

    init() {}

    func validate() throws {
        if !id.isEmpty { try validateID() }
        try stop(
            at: required("title", title, help: "say what the note is about"),
            required("text", text, help: "write the note")
        )
    }
}
