@testable import Reports

/// A small filled view of every kind, with texts whose markup must be escaped.
enum SampleViews {
    static let hostile = "<script>alert('x')</script> & \"more\""

    static let escaped = Markup.html("\(hostile)")

    static let verdicts = VerdictView.allCases

    static let trials = [true, false, nil, true].map { TrialView(held: $0) }

    static let table = TableView(
        label: hostile,
        columns: [
            .init(heading: .html("Seed"), isNumeric: true, isRowHeading: true),
            .init(heading: escaped, isNumeric: true),
            .init(heading: .html("Outcome")),
        ],
        rows: [["1", hostile, "spike"], ["2", "", hostile]],
        note: hostile
    )

    static let figure = FigureView(
        id: "fig-one",
        captionID: "fig-one-caption",
        number: "Figure 1.1",
        finding: .html("The loss rises."),
        caption: .html("Seed 1."),
        alt: "A line that rises. \(hostile)",
        svg: .html("<svg viewBox=\"0 0 2 1\"></svg>"),
        narrowSVG: .html("<svg viewBox=\"0 0 1 1\"></svg>"),
        downloads: [DownloadView(label: "CSV", href: "figures/one.csv")],
        data: table,
        provenance: [FactView(name: "Seed", value: .html("1"))]
    )

    static let claim = ClaimView(
        id: "M4",
        statement: .html("The loss rises."),
        verdict: .partly,
        condition: "lead >= 0 \(hostile)",
        measured: .html("19 steps"),
        share: "2 of 4 trials \(hostile)",
        trials: trials,
        wouldChange: .html("More seeds."),
        citation: .html("Bai 2025"),
        sql: "SELECT 1 \(hostile)",
        replayCommand: "sqlite3 \(hostile)",
        table: table,
        note: .html("A note."),
        expected: .reproduced,
        sensitivity: SensitivityView(
            id: "M4",
            summary: .html("Reproduced in 1 of 1 setting. \(escaped)"),
            note: .html("A note."),
            rowName: escaped,
            columnName: escaped,
            subject: hostile,
            headings: [escaped, .html("2")],
            rows: [
                .init(
                    heading: escaped,
                    cells: [.init(verdict: .partly, share: hostile, told: hostile, measured: hostile), .init()]
                )
            ],
            replayCommand: Verbatim(hostile)
        )
    )

    static let experiment = ExperimentView(
        id: "parabola",
        summary: .html("Adam \(escaped)"),
        wallTime: "0.4 s",
        origin: "from the archive",
        warning: hostile,
        source: "id: parabola \(hostile)",
        settings: [SettingView(name: "lr", value: hostile)],
        defaults: hostile,
        runs: [RunView(label: escaped, keyPrefix: "ab", outcome: hostile, isRemarkable: true, wallTime: "1 s")],
        count: 2,
        commands: "spikebook run \(hostile)"
    )

    static let listing = ListingView(
        id: "code-one",
        number: "Listing 1.1",
        label: hostile,
        language: "swift",
        marked: .html("<span class=\"hljs-keyword\">let</span>"),
        caption: .html("A line."),
        place: hostile,
        href: "sources/one.swift.txt",
        lineCount: 40
    )

    static let query = QueryView(
        id: "onset",
        captionID: "onset-caption",
        number: "Table 1.1",
        caption: .html("Onsets."),
        table: table,
        sql: Verbatim(hostile),
        replayCommand: Verbatim(hostile),
        downloads: [DownloadView(label: "CSV", href: "onset.csv")]
    )

    private static let small = SmallFigureView(
        svg: .html("<svg viewBox=\"0 0 2 1\"></svg>"),
        alt: hostile,
        href: "one.html#fig-one",
        linkLabel: "Figure 1.1"
    )

    static let dashboard = DashboardView(groups: [
        DashboardGroupView(
            id: "mechanism",
            title: .html("Mechanism \(escaped)"),
            claims: verdicts.map(dashboardClaim)
        )
    ])

    static let landing = LandingView(
        title: .html("Claims"),
        sentence: .html("One sentence."),
        minute: [PointView(title: .html("Why"), sentence: .html("Because. \(escaped)"))],
        opening: small,
        button: .html("<a href=\"one.html\">Now</a>"),
        findings: [
            FindingView(
                number: "19",
                unit: .html("steps"),
                sentence: .html("lead."),
                figure: small
            )
        ],
        dashboard: dashboard,
        claimsPage: "claims.html",
        chapters: [
            ChapterSummaryView(
                number: "1",
                title: .html("One"),
                href: "one.html",
                summary: .html("A line."),
                badges: [badge]
            )
        ]
    )

    static let appendix = AppendixView(
        title: hostile,
        lead: hostile,
        sections: [
            AppendixSectionView(
                id: "optimizer",
                title: hostile,
                summary: .html("Rules."),
                example: hostile,
                entries: [
                    AppendixEntryView(
                        headings: ["Key", "Meaning"],
                        rows: [[hostile, hostile]],
                        links: ["#optimizer"]
                    ),
                    AppendixEntryView(
                        id: "optimizer-adam",
                        name: hostile,
                        summary: .html("Adam."),
                        headings: ["Name", "Meaning", "Allowed", "Default"],
                        rows: [[hostile, hostile, hostile, ""]]
                    ),
                    AppendixEntryView(id: "optimizer-part", name: hostile, summary: .html("A part."), isPart: true),
                ]
            )
        ]
    )

    static let badge = BadgeView(id: "M4", href: "one.html#M4", verdict: .undecided)

    static let chapter = ChapterView(
        number: "1",
        title: .html("One"),
        lead: .html("Two sentences."),
        badges: [badge],
        body: .html("<p>Text.</p>"),
        references: [ReferenceView(id: "ref-a", text: .html("A paper."), url: "doi:10/abc")]
    )

    static func page(main: Markup, root: String = "") -> PageView {
        PageView(
            title: "One",
            bookTitle: "Spikes \(hostile)",
            bookHeading: .html("Spikes \(escaped)"),
            summary: hostile,
            root: root,
            chapters: [
                ChapterLinkView(
                    number: "1",
                    title: .html("One"),
                    href: "one.html",
                    isOpen: true,
                    sections: [SectionLinkView(title: .html("First"), href: "#first")]
                )
            ],
            next: PageLinkView(title: "2 \(hostile)", href: "two.html"),
            main: main,
            footer: FooterView(
                coreVersion: "core 1",
                licence: .html("CC BY 4.0."),
                tables: "tables.zip",
                archive: Verbatim(hostile),
                version: hostile,
                citation: hostile,
                bibtex: Verbatim(hostile)
            )
        )
    }

    /// Every view that has a template, rendered, by the template's name.
    static func rendered(with templates: PageTemplates) throws -> [String: String] {
        var html: [String: String] = [:]
        func add<View: RenderedView>(_ view: View) throws { html[View.templateName] = try templates.render(view).text }
        try add(table)
        try add(figure)
        try add(claim)
        try add(experiment)
        try add(listing)
        try add(query)
        try add(landing)
        try add(dashboard)
        try add(badge)
        try add(chapter)
        try add(CheckedValueView(text: "184", value: "184.0", origin: hostile, href: "#onset"))
        try add(NoticeView(kind: .fault, id: "fig-two", title: .html("No figure."), detail: hostile))
        try add(EquationView(id: "eq-one", number: "1.1", maths: .html("<math></math>")))
        try add(appendix)
        html["page"] = try templates.render(page(main: .html("<h1>One</h1>"))).text
        return html
    }

    private static func dashboardClaim(_ verdict: VerdictView) -> DashboardClaimView {
        DashboardClaimView(
            id: "M-\(verdict.slug)",
            href: "one.html#M",
            statement: .html("A statement."),
            verdict: verdict,
            expected: verdict == .reproduced ? nil : .reproduced,
            measured: verdict == .undecided ? .empty : .html("19 steps"),
            spread: "13–24 \(hostile)",
            share: "2 of 4 \(hostile)",
            trials: trials,
            chapter: "1 One \(hostile)",
            workload: hostile,
            section: PageLinkView(title: "§1.1 \(hostile)", href: "one.html#first"),
            figure: PageLinkView(title: "Figure 1.1", href: "one.html#fig-one")
        )
    }
}
