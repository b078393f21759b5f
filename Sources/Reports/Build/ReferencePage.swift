import Cells
import Experiments
import Settings
import Storage

/// The reference page: every key of an experiment, every directive, every table of the archive.
///
/// It is generated from the declarations by which the program reads and writes them.
struct ReferencePage {
    static let title = "Reference"

    let site: Site

    func html() throws -> Markup {
        let lead =
            "What an experiment can say, what else a chapter and its book take, and what the archive's tables hold. The "
            + "page is made from the declarations by which the program reads them."
        let sections = Self.sections(with: site.plan.cells)
        let view = AppendixView(title: Self.title, lead: lead, sections: sections)
        let page = PageFrame(site: site).reference(
            title: Self.title,
            summary: lead,
            sections: sections.map { SectionLinkView(title: .html("\($0.title)"), href: "#\($0.id)") },
            main: try site.templates.render(view)
        )
        return try site.templates.render(page)
    }

    /// The page's entries in the search index.
    static func searchEntries(page: String, cells: CellBook) -> [SearchIndex.Entry] {
        sections(with: cells).flatMap { section in
            [entry(page, section)] + section.entries.filter { !$0.name.isEmpty }.map { entry(page, $0, of: section) }
        }
    }

    private static func entry(_ page: String, _ section: AppendixSectionView) -> SearchIndex.Entry {
        SearchIndex.Entry(
            href: "\(page)#\(section.id)",
            title: section.title,
            context: title,
            text: words(section.entries.filter(\.name.isEmpty).flatMap(\.rows))
        )
    }

    private static func entry(_ page: String, _ entry: AppendixEntryView, of section: AppendixSectionView)
        -> SearchIndex.Entry
    {
        SearchIndex.Entry(
            href: "\(page)#\(entry.id)",
            title: entry.name,
            context: "\(title) · \(section.title)",
            text: words(entry.rows)
        )
    }

    /// Names and meanings of settings; allowed values are left out, since they would match too many searches.
    private static func words(_ rows: [[String]]) -> String {
        rows.map { $0.prefix(2).joined(separator: ": ") }.joined(separator: " ")
    }

    /// The address at which a setting of a resolved experiment is documented; empty when there is none.
    static func address(ofSetting path: String, in book: Book) -> String {
        let names = path.split(separator: ".").map(String.init)
        guard let key = names.first else { return "" }
        guard let kind = ExperimentReference.kind(key) else {
            return ownKeys[key].map { "\(book.referencePage)#\($0)" } ?? ""
        }
        let isUnit = names.count > 1 && units[kind.key]?.contains(names[1]) ?? false
        return "\(book.referencePage)#" + (isUnit ? "\(key)-\(names[1])" : key)
    }

    /// The kinds of the keys of an experiment that name no unit.
    private static let ownKeys = Dictionary(
        uniqueKeysWithValues: ExperimentReference.kinds.filter { $0.absence == nil }.flatMap { kind in
            kind.descriptions.flatMap(\.rows).map { ($0.name, kind.key) }
        }
    )

    /// The names of the units under each key, precomputed because every page looks up many settings.
    private static let units = Dictionary(
        uniqueKeysWithValues: ExperimentReference.kinds.filter(\.isNamed).map { kind in
            (kind.key, Set(kind.descriptions.map(\.name)))
        }
    )
}

// MARK: - Sections

extension ReferencePage {
    /// All sections: the keys of experiments, then other parts of a book, then the archive.
    static let sections: [AppendixSectionView] =
        [overview] + ExperimentReference.kinds.map(section) + [directives, numbers, bookSettings, archive]

    /// The same for a book with cells.
    static func sections(with cells: CellBook) -> [AppendixSectionView] {
        guard !cells.units.isEmpty else { return sections }
        let entries = cells.cells.compactMap { cells.units[$0.id] }.map { unit in
            AppendixEntryView(
                id: "cell-\(unit.name)",
                name: unit.name,
                summary: "`\(unit.kind)`: \(unit.summary)".codeMarked,
                headings: settingHeadings,
                rows: unit.rows.map { [$0.name, $0.meaning, $0.allowed, $0.standard] }
            )
        }
        let section = AppendixSectionView(
            id: "cells",
            title: "Units of this book",
            summary: .html("What the book's cells declare; experiments name them like the units above."),
            entries: entries
        )
        let place = ExperimentReference.kinds.count + 1
        return Array(sections[..<place]) + [section] + sections[place...]
    }

    private static let settingHeadings = ["Name", "Meaning", "Allowed", "Default"]

    /// Every key of an experiment, as a table of contents.
    private static var overview: AppendixSectionView {
        let entries = ExperimentReference.kinds.flatMap { kind -> [(row: [String], link: String)] in
            let link = "#\(kind.key)"
            if kind.absence != nil { return [([kind.key, kind.summary, kind.absenceText], link)] }
            return kind.descriptions.flatMap(\.rows).map { ([$0.name, $0.meaning, $0.standardText], link) }
        }
        let table = AppendixEntryView(
            headings: ["Key", "What it says", "Without it"],
            rows: entries.map(\.row),
            links: entries.map(\.link)
        )
        return AppendixSectionView(
            id: "keys",
            title: "Keys of an experiment",
            summary: .html(
                """
                A directive <code>{experiment}</code> says by these keys what is run. A unit is written as a map from its \
                name to its settings, or by its name alone, which takes the defaults; a dotted path such as \
                <code>optimizer.adam.beta2</code> names a setting in <code>sweep</code>, <code>at</code> and \
                <code>bisect</code>.
                """
            ),
            entries: [table]
        )
    }

    /// The section of one key of an experiment.
    private static func section(_ kind: UnitKind) -> AppendixSectionView {
        let without = kind.isOptional ? "Without it: \(kind.absenceText)." : "It \(kind.absenceText)."
        let summary = kind.absence == nil ? kind.summary : "\(kind.summary) \(without)"
        return AppendixSectionView(
            id: kind.key,
            title: kind.title,
            summary: summary.codeMarked,
            example: kind.example,
            entries: kind.isNamed
                ? kind.descriptions.flatMap { entries($0, prefix: kind.key) }
                : [settings(kind.descriptions.flatMap(\.rows))]
        )
    }

    /// The entry of a unit, followed by those of the parts of its settings.
    private static func entries(_ unit: UnitDescription, prefix: String) -> [AppendixEntryView] {
        [entry(unit, id: [prefix, unit.name])] + parts(of: unit, prefix: [prefix, unit.name])
    }

    private static func parts(of unit: UnitDescription, prefix: [String]) -> [AppendixEntryView] {
        unit.parts.map { part in
            var entry = entry(part.unit, id: prefix + part.path)
            entry.isPart = true
            return entry
        }
    }

    private static func entry(_ unit: UnitDescription, id: [String]) -> AppendixEntryView {
        var entry = settings(unit.rows)
        entry.id = id.joined(separator: "-").replacing(" ", with: "-")
        entry.name = unit.name
        entry.summary = unit.summary.codeMarked
        return entry
    }

    private static func settings(_ rows: [UnitDescription.Row]) -> AppendixEntryView {
        let cells = rows.map { [$0.name, $0.meaning, $0.allowed, $0.standardText] }
        return AppendixEntryView(headings: settingHeadings, rows: cells)
    }

    /// The directives; the keys of experiments have sections of their own.
    private static var directives: AppendixSectionView {
        AppendixSectionView(
            id: "directives",
            title: "Directives",
            summary: .html("The fences of a chapter. An experiment has the keys above besides these."),
            entries: Directives.kinds.flatMap { entries(description($0), prefix: "directive") }
        )
    }

    private static func description(_ kind: any Directive.Type) -> UnitDescription {
        let unit = UnitDescription(kind)
        guard !kind.keysElsewhere.isEmpty else { return unit }
        let rows = unit.rows.filter { !kind.keysElsewhere.contains($0.name) }
        return UnitDescription(unit.name, unit.summary, rows: rows)
    }

    /// The checked numbers, and how a page shows them.
    private static var numbers: AppendixSectionView {
        let forms = [
            ["[184](value:onset.step)", "The column `step` of the query `onset`, which has one row."],
            ["[184](value:onset.step.2)", "The second row, counted from 1."],
            [
                "[184](value:onset.step[lr=0.1,variant=plain])",
                "The one row that has these values; `%20` stands for a blank, `%2C` for a comma.",
            ],
            ["[76 %](value:onset.share)", "A result of 76: per cent and other units are the result's own."],
            ["[1.2 million](value:onset.size)", "A result of 1,200,000: words of size, also k, M and G, count."],
            ["[24](value:M4.holds)", "Of a claim: `trials`, `holds`, or `share` in per cent."],
            ["[19](value:M4.lead.median)", "Of a column of a claim's trials: `median`, `min` or `max`."],
            ["[5](value:M4.sensitivity.reproduced)", "Of its grid: `cells`, or a verdict, as in `not_reproduced`."],
            [
                "[0.75](value:alarms.precision \"±0.05\")",
                "No further from the result than the tolerance; also `+-0.05`.",
            ],
            ["[0.75](value:alarms.precision \"±10 %\")", "The same, as a part of the number itself."],
        ]
        return AppendixSectionView(
            id: "numbers",
            title: "Numbers of the prose",
            summary: .html(
                """
                A number that links to <code>value:</code> is compared with the results: \
                <code>build</code> and <code>check</code> fail when it is wrong, <code>fix</code> shows what it would be, and \
                <code>fix --write</code> rewrites it where the new text can state nothing else than the result. Without \
                a tolerance it must equal the result at the precision in which it is written. On the page such a number is \
                underlined by dots, one with a tolerance by dashes; its title tells the tolerance and what this build \
                measured. A tolerance below the written precision is as wide as that.
                """
            ),
            entries: [AppendixEntryView(headings: ["Written", "Meaning"], rows: forms)]
        )
    }

    private static var bookSettings: AppendixSectionView {
        let unit = UnitDescription(BookConfiguration.self)
        return AppendixSectionView(
            id: "book",
            title: "The book as a whole",
            summary: .html("What <code>book.yml</code> says."),
            entries: [settings(unit.rows)]
                + parts(of: unit, prefix: ["book"]).map { part in
                    var entry = part
                    // The whole has no heading of its own, below which it would stand.
                    entry.isPart = false
                    return entry
                }
        )
    }

    /// The tables that queries can read.
    private static var archive: AppendixSectionView {
        AppendixSectionView(
            id: "tables",
            title: "Tables of the archive",
            summary: .html(
                """
                What queries and claims ask by SQL, in <code>Output/spikebook.sqlite</code>. Besides them every \
                <code>{query}</code> of the book can be read as a table by its id, in any chapter and in any order: \
                <code>FROM spikes</code>, or <code>FROM "last-spikes"</code> where a hyphen asks for quotes.
                """
            ),
            entries: ArchiveSchema.tables.map { table in
                AppendixEntryView(
                    id: "table-\(table.name)",
                    name: table.name,
                    summary: table.summary.codeMarked,
                    headings: ["Column", "Meaning", "Unit"],
                    rows: table.columns.map { [$0.name, $0.meaning, $0.unit] }
                )
            }
        )
    }
}

extension Book {
    /// The reference page's file name, which avoids the name of a chapter.
    var referencePage: String { freePage("reference.html") }

    /// A page's name that no chapter's page has.
    func freePage(_ wanted: String) -> String {
        var name = wanted
        // Some file systems ignore case.
        while chapters.contains(where: { $0.page.lowercased() == name }) { name = "book-" + name }
        return name
    }
}
