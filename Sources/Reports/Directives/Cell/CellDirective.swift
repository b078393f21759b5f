import Settings

/// Swift that declares a unit, by whose name experiments of any chapter can call it.
struct CellDirective: Directive {
    static let name = "swift"
    static let summary =
        "Swift that declares an optimizer, model, data set or another unit, which experiments name by the cell's id."
    static let example = """
        //| id: signs
        struct Signs: Optimizer {
            static let name = "signs"
            static let summary = "Steps of one size."
            static let settings: [Setting<Signs>] = [
                Setting("lr", \\.learningRate, in: .nonnegative, "The size."),
            ]
            var learningRate = 0.01

            func update<S: Scalar>(
                _ state: OptimizerState<S>, _ theta: Vector<S>, gradient: Vector<S>
            ) {
                state.step += 1
                for i in 0..<theta.count where gradient[i] != 0 {
                    theta[i] -= S(gradient[i] > 0 ? learningRate : -learningRate)
                }
            }
        }
        """
    static let settings: [Setting<CellDirective>] = [
        Setting("id", \.id, "The identifier, unique in the book, and the name of the unit that the cell declares."),
        Setting("caption", \.caption, "The caption; its first sentence says what is to be seen."),
        Setting("hidden", \.hidden, "Whether the page leaves the cell out."),
        Setting(
            "limit",
            \.limit,
            in: .positive,
            "After how many seconds without 256 further steps a run is ended, which has failed then."
        ),
    ]
    static let required: Set<String> = ["id"]

    var id = ""
    var caption = ""
    var hidden = false
    var limit = 60.0

    init() {}

    func validate() throws {
        guard !id.isEmpty else {
            let help = "write //| id: and the name of its unit on the first line"
            throw SettingFault(.missing, at: [], "the cell has no id", help: help)
        }
        try validateID()
    }

    /// What begins a line of settings, which stand above the code.
    private static let mark = "//|"

    static func settings(in body: LocatedText) -> LocatedText {
        let lines = body.text.split(separator: "\n", omittingEmptySubsequences: false)
        let own = lines.prefix { $0.hasPrefix(mark) }
        let origins = body.origins.prefix(own.count).map { origin in
            LocatedText.Origin(line: origin.line, column: origin.column + mark.count)
        }
        // Blanks before a key would count as indentation, so each line loses just the mark.
        return LocatedText(
            file: body.file,
            text: own.map { $0.dropFirst(mark.count) }.joined(separator: "\n"),
            origins: own.isEmpty ? Array(body.origins.prefix(1)) : Array(origins)
        )
    }

    /// The code below the settings.
    static func code(in body: LocatedText) -> LocatedText {
        let lines = body.text.split(separator: "\n", omittingEmptySubsequences: false)
        let rest = lines.drop { $0.hasPrefix(mark) }
        return LocatedText(
            file: body.file,
            text: rest.joined(separator: "\n"),
            origins: Array(body.origins.dropFirst(lines.count - rest.count))
        )
    }
}
