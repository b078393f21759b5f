import Diagnostics
import Settings

/// The settings in `book.yml`.
struct BookConfiguration: Configurable {
    static let name = "book"
    static let summary = "The book as a whole."
    static let settings: [Setting<BookConfiguration>] = [
        Setting("title", \.title, "The title."),
        Setting("sentence", \.sentence, "One sentence below the title of the landing page."),
        Setting("language", \.language, "A BCP 47 tag, such as en."),
        Setting(
            "chapters",
            \.chapters,
            "The chapters' files in order; every .md file in the order of names if absent."
        ),
        Setting(
            "minute",
            \.minute,
            .list(.settings(Point.self)),
            "What a reader with one minute should know, on the landing page: a list of {title, says}."
        ),
        Setting("opening", \.opening, "The figure beside it."),
        Setting("button", \.button, "A sentence with a link, below it, for readers in a hurry."),
        Setting("groups", \.groups, .list(.settings(Group.self)), "The dashboard's groups: a list of {title, claims}."),
        Setting(
            "findings",
            \.findings,
            .list(.settings(Finding.self)),
            "Up to three findings: a list of {value, unit, says, figure}."
        ),
        Setting(
            "glossary",
            \.glossary,
            "The file of the chapter that explains terms: each heading of the third level is one, or several between commas, and every other chapter links its first use."
        ),
        Setting(
            "unlinked",
            \.unlinked,
            "Terms of the glossary that are not linked at their first use, since they are everyday words too."
        ),
        Setting(
            "colours",
            \.colours,
            .map(.text()),
            "A map of names of lines, dots and series to the colour that each has in all figures, such as `Adam` to `ink`."
        ),
        Setting("macros", \.macros, .map(.text()), "A map of TeX macros, such as `\\R` to `\\mathbb{R}`."),
        Setting("bibliography", \.bibliography, "The file of references."),
        Setting("authors", \.authors, "The authors' names, as they are to be cited."),
        Setting("date", \.date, "The day of this edition, such as 2026-11-30."),
        Setting("version", \.version, "What this edition is called, such as 2.0."),
        Setting(
            "address",
            \.address,
            "Where the site will stand, such as https://example.org/book; link previews and the page for wrong addresses need it."
        ),
        Setting(
            "archive",
            \.archive,
            "Where readers can download spikebook.sqlite, the archive of all runs, by which queries are replayed."
        ),
        Setting("licence", \.licence, "A sentence on the licence for the foot of every page."),
    ]
    static let required: Set<String> = ["title"]

    var title = ""
    var sentence = ""
    var language = "en"
    var chapters: [String] = []
    var minute = Value.null
    var opening = ""
    var button = ""
    var groups = Value.null
    var findings = Value.null
    var glossary = ""
    var unlinked: [String] = []
    var colours = Value.null
    var macros = Value.null
    var bibliography = "references.bib"
    var licence = ""
    var authors: [String] = []
    var date = ""
    var version = ""
    var address = ""
    var archive = ""

    init() {}

    func validate() throws {
        guard !title.isEmpty else {
            throw SettingFault(.missing, at: [], "the book has no title", help: "add a line title:")
        }
        try validate(address: address, at: "address")
        try validate(address: archive, at: "archive")
        guard case .map(let entries) = macros else { return }
        for entry in entries {
            guard case .text(let text) = entry.value, text.utf16.count > FormulaLimit.macroLength else { continue }
            let message = "the macro '\(entry.name)' has more than \(FormulaLimit.macroLength) characters"
            throw SettingFault(.outOfRange, at: ["macros", entry.name], message, help: "write it as several")
        }
    }

    private func validate(address: String, at setting: String) throws {
        guard !address.isEmpty, !["http://", "https://"].contains(where: address.hasPrefix) else { return }
        let message = "the address '\(address)' does not begin with https://"
        throw SettingFault(.outOfRange, at: [setting], message, help: "write it as a browser shows it")
    }

    /// The address of a file of the site; relative when the book does not say where it will stand.
    func address(of path: String) -> String {
        address.isEmpty ? path : (address.hasSuffix("/") ? address : address + "/") + path
    }

    /// One of the sentences for a reader who has one minute.
    struct Point: Configurable {
        static let name = "point"
        static let summary = "A sentence for readers who have one minute."
        static let settings: [Setting<Point>] = [
            Setting("title", \.title, "What it is about, in a few words."),
            Setting("says", \.sentence, "The sentence; it may hold checked numbers."),
        ]
        var title = ""
        var sentence = ""
        init() {}
    }

    /// A group of claims on the dashboard.
    struct Group: Configurable {
        static let name = "group"
        static let summary = "A group of claims on the dashboard."
        static let settings: [Setting<Group>] = [
            Setting("title", \.title, "The heading."),
            Setting("claims", \.claims, "The claims' identifiers in order."),
        ]
        var title = ""
        var claims: [String] = []
        init() {}
    }

    /// A finding of the landing page.
    struct Finding: Configurable {
        static let name = "finding"
        static let summary = "A number that stands large on the landing page."
        static let settings: [Setting<Finding>] = [
            Setting("value", \.value, "The number, as the prose would write it: [38.1](value:query.column)."),
            Setting("unit", \.unit, "Its unit."),
            Setting("says", \.sentence, "The finding in one sentence."),
            Setting("figure", \.figure, "The figure that shows it."),
        ]
        var value = ""
        var unit = ""
        var sentence = ""
        var figure = ""
        init() {}
    }
}

/// Reads `book.yml` as far as possible, so that its faults are reported together with those of the chapters.
struct ConfigurationReader {
    /// The file's tree of values; empty when it is not YAML.
    let source: LocatedValue
    private(set) var faults: [Diagnostic] = []

    init(_ text: LocatedText) {
        do {
            source = try LocatedValue(yaml: text)
            faults = source.warnings
        } catch {
            source = LocatedValue(empty: text)
            faults = (error as? Faults)?.diagnostics ?? []
        }
    }

    /// The book's settings; a faulty one has its default.
    mutating func configuration() -> BookConfiguration {
        var configuration = BookConfiguration()
        guard faults.allSatisfy({ $0.severity == .warning }) else { return configuration }
        do {
            try configuration.readSettings(source.value)
        } catch let error as SettingFaults {
            add(error.faults)
        } catch {}
        return configuration
    }

    /// The elements of the list at `key`, each read as a unit; faulty settings have their defaults.
    mutating func elements<Unit: Configurable>(_ value: Value, at key: String) -> [Unit] {
        switch value {
        case .null: return []
        case .list(let items):
            return items.enumerated().map { index, item in
                var unit = Unit()
                do {
                    try unit.readSettings(item)
                } catch let error as SettingFaults {
                    add(error.faults.map { $0.under([key, String(index)]) })
                } catch {}
                return unit
            }
        default:
            let help = "write a line for each, such as - {title: …}"
            add([SettingFault(.wrongType, at: [key], "\(key) is a list of maps, found \(value.kind)", help: help)])
            return []
        }
    }

    private mutating func add(_ found: [SettingFault]) {
        faults += found.map { source.diagnostic($0, of: "book") }
    }
}
