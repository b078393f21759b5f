import Settings

/// A fence of a chapter that is no code: what it says and what it asks for, which the fence alone tells.
///
/// How it is checked and what it shows is said by ``PageDirective``. A new kind is a folder with a type of both protocols, and a
/// line in `Directives.kinds`; nothing else names its type. All but the first two requirements have defaults, those of a
/// directive that asks for nothing.
protocol Directive: Configurable {
    /// Lines of YAML that use it.
    static var example: String { get }
    /// The identifier, unique in the book.
    var id: String { get }

    // MARK: What it is

    /// What it is called where it has a number, such as `Figure`; nil for one that is known by its identifier alone.
    var numberedAs: String? { get }
    /// What its result is called, such as `table`, where it is told why it was made anew; nil when it has none of its own.
    static var resultName: String? { get }
    /// The settings that the reference explains elsewhere.
    static var keysElsewhere: Set<String> { get }
    /// Whether its page has nothing of it.
    var isHidden: Bool { get }
    /// Whether drawings with identifiers of their own stand in its place.
    var isDrawn: Bool { get }
    /// The files that it puts beside the pages, by their paths from the site's root.
    var files: [String] { get }
    /// Texts of the program that it shows.
    var shownTexts: [String] { get }
    /// Where in its tree prose stands.
    var prose: [[String]] { get }
    /// Where in its tree the texts stand that are drawn in a figure.
    var drawnTexts: [[String]] { get }

    // MARK: What it asks for

    /// The SELECTs that are written in it.
    var queries: [WrittenSQL] { get }
    /// The conditions that are written in it.
    var conditions: [WrittenSQL] { get }
    /// What it asks, the answers of which are kept as they are.
    var asked: [Question] { get }
    /// What it asks in order to draw the answers.
    var plotted: [Question] { get }
    /// The experiments that it shows without asking.
    var shownExperiments: [String] { get }
    /// Whether numbers of the prose may be taken from it.
    var givesNumbers: Bool { get }
}

// MARK: - What most directives are

extension Directive {
    var numberedAs: String? { nil }
    static var resultName: String? { nil }
    static var keysElsewhere: Set<String> { [] }
    var prose: [[String]] { [] }
    var isHidden: Bool { false }
    var isDrawn: Bool { false }
    var files: [String] { [] }
    var shownTexts: [String] { [] }
    var drawnTexts: [[String]] { [] }
    var queries: [WrittenSQL] { [] }
    var conditions: [WrittenSQL] { [] }
    var asked: [Question] { [] }
    var plotted: [Question] { [] }
    var shownExperiments: [String] { [] }
    var givesNumbers: Bool { false }
}

extension Directive {
    /// Every question that it asks.
    var questions: [Question] { asked + plotted }

    /// What each directive checks: an identifier of letters, digits, hyphens and underscores that begins with a letter.
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

    /// A fault unless the text at a key was written.
    func required(_ key: String, _ text: String, help: String) -> SettingFault? {
        guard text.trimmed.isEmpty else { return nil }
        let owner = id.isEmpty ? "the \(Self.name)" : "\(Self.name) '\(id)'"
        return SettingFault(.missing, at: [], "\(owner) has no \(key)", help: help)
    }

    /// Throws those of the faults that there are, all together.
    func stop(at faults: SettingFault?...) throws {
        let found = faults.compactMap { $0 }
        if !found.isEmpty { throw SettingFaults(found) }
    }
}
