import Settings

/// A declaration from the source code of which this program was compiled.
struct SourceDirective: Directive {
    static let name = "source"
    static let summary = "A declaration of the numeric core, as it was compiled into this program."
    static let example = """
        file: Sources/Training/Optimizers/Adam.swift
        declaration: AdamRule.advance
        caption: One step of Adam.
        """
    static let settings: [Setting<SourceDirective>] = [
        Setting("id", \.id, "The identifier, unique in the book; without one nothing can refer to it."),
        Setting("file", \.file, "The file, such as Sources/Training/Optimizers/AdamSteps.swift."),
        Setting(
            "declaration",
            \.declaration,
            "What is shown, with its documentation: a type, `Type.member`, or `dot(_:_:)` to tell overloads apart."
        ),
        Setting(
            "lines",
            \.lines,
            each: .positive,
            "First and last line of what is shown, counted from 1 within the declaration, or within the file."
        ),
        Setting("caption", \.caption, "The caption; its first sentence says what is to be seen."),
    ]
    static let required: Set<String> = ["file", "caption"]

    var id = ""
    var file = ""
    var declaration = ""
    var lines: [Double] = []
    var caption = ""

    init() {}

    func validate() throws {
        if !id.isEmpty { try validateID() }
        try stop(
            at: required("file", file, help: "name a file of the core, such as Sources/Tensors/Vector.swift"),
            required("caption", caption, help: "say what is to be seen"),
            declaration.isEmpty && lines.isEmpty
                ? SettingFault(
                    .missing,
                    at: [],
                    "the source names no declaration",
                    help: "write declaration: or lines:"
                )
                : nil,
            linesFault
        )
    }

    private var linesFault: SettingFault? {
        let isSound = lines.isEmpty || lines.count == 2 && lines.allSatisfy { $0 == $0.rounded() && $0 < 1e6 }
        return isSound
            ? nil : SettingFault(.outOfRange, at: ["lines"], "lines are a first and a last", help: "lines: [1, 12]")
    }
}
