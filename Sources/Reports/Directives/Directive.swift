import Settings

/// A fence of a chapter that is not code, with what the fence alone determines: its content and its queries.
///
/// ``PageDirective`` says how it is checked and what it shows. A new kind is a folder with a type that conforms to
/// both protocols, and a line in `Directives.kinds`; nothing else names its type. All requirements but the first two
/// have defaults, which suit a directive without queries.
protocol Directive: Configurable {
    /// An example body in YAML.
    static var example: String { get }
    /// The identifier, unique in the book.
    var id: String { get }
    /// The YAML of the settings in the body of its fence; by default all of it.
    static func settings(in body: LocatedText) -> LocatedText

    // MARK: Properties

    /// The word before its number, such as `Figure`; nil for a directive that is referred to by its identifier only.
    var numberedAs: String? { get }
    /// The name of its kind of result, such as `table`, used when reporting why it was made again; nil when it has no
    /// result.
    static var resultName: String? { get }
    /// The settings that the reference page documents elsewhere.
    static var keysElsewhere: Set<String> { get }
    /// Whether its page does not show it.
    var isHidden: Bool { get }
    /// Whether it is shown as a folded strip, several of which stand in one.
    var isStrip: Bool { get }
    /// Whether it is shown as drawings, which have HTML ids of their own.
    var isDrawn: Bool { get }
    /// The files that it adds beside the pages, by their paths from the site's root.
    var files: [String] { get }
    /// Texts of the program's source code that it shows.
    var shownTexts: [String] { get }
    /// The paths of prose in its tree.
    var prose: [[String]] { get }
    /// The Markdown by whose words a search finds it; empty for what is not searched.
    var searched: String { get }
    /// The paths of the texts in its tree that are drawn in a figure.
    var drawnTexts: [[String]] { get }

    // MARK: Queries

    /// The SELECTs written in it.
    var queries: [WrittenSQL] { get }
    /// The conditions written in it.
    var conditions: [WrittenSQL] { get }
    /// The questions whose answers are cached as they are.
    var asked: [Question] { get }
    /// The questions whose answers are drawn.
    var plotted: [Question] { get }
    /// The experiments that it shows without a query.
    var shownExperiments: [String] { get }
    /// Whether checked numbers in the prose may refer to it.
    var givesNumbers: Bool { get }
}

// MARK: - Defaults

extension Directive {
    static func settings(in body: LocatedText) -> LocatedText { body }
    var numberedAs: String? { nil }
    static var resultName: String? { nil }
    static var keysElsewhere: Set<String> { [] }
    var prose: [[String]] { [] }
    var isHidden: Bool { false }
    var isStrip: Bool { false }
    var isDrawn: Bool { false }
    var files: [String] { [] }
    var shownTexts: [String] { [] }
    var searched: String { "" }
    var drawnTexts: [[String]] { [] }
    var queries: [WrittenSQL] { [] }
    var conditions: [WrittenSQL] { [] }
    var asked: [Question] { [] }
    var plotted: [Question] { [] }
    var shownExperiments: [String] { [] }
    var givesNumbers: Bool { false }
}

extension Directive {
    /// All its questions.
    var questions: [Question] { asked + plotted }

    /// Checks the identifier: letters, digits, hyphens and underscores, beginning with a letter.
    func validateID() throws {
        guard !id.isEmpty else {
            throw SettingFault(
                .missing,
                at: [],
                "the \(Self.name) has no id",
                help: "add a line id: and a name of its own"
            )
        }
        let isSound = id.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
        guard isSound, id.first?.isLetter == true else {
            throw SettingFault(
                .outOfRange,
                at: ["id"],
                "'\(id)' is no identifier",
                help: "begin with a letter; letters, digits, hyphens and underscores may follow"
            )
        }
    }

    /// A fault if the text of a key is missing.
    func required(_ key: String, _ text: String, help: String) -> SettingFault? {
        guard text.trimmed.isEmpty else { return nil }
        let owner = id.isEmpty ? "the \(Self.name)" : "\(Self.name) '\(id)'"
        return SettingFault(.missing, at: [], "\(owner) has no \(key)", help: help)
    }

    /// Throws all faults that are not nil, together.
    func stop(at faults: SettingFault?...) throws {
        let found = faults.compactMap { $0 }
        if !found.isEmpty { throw SettingFaults(found) }
    }
}
