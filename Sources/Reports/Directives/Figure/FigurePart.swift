import Experiments
import Foundation
import Storage
import Training

/// Renders a figure for the page.
struct FigurePart {
    let directive: FigureDirective
    let placed: PlacedDirective
    let context: PageContext

    func html() throws -> Markup {
        if let outage = context.site.outage(of: directive) { throw outage }
        let ids = context.chapterIdentifiers.drawing(of: directive.id)
        let figure = try context.figures.figure(.init(chapter: context.chapterIndex, id: directive.id, ids: ids))
        guard let drawn = figure.drawing else { return try notice() }
        for (path, data) in drawn.files { context.files[path] = data }
        let caption = ProseFragment(
            directive.caption,
            at: placed.source.place(of: ["caption"]),
            citing: context.bibliography
        )
        let (finding, rest) = caption.inlines.firstSentence
        var writer = context.writer(of: caption.document)
        let view = FigureView(
            id: directive.id,
            captionID: context.identifiers.take("\(directive.id)-caption"),
            number: context.plan.labels.labels[directive.id]?.text ?? directive.id,
            finding: writer.written(finding),
            caption: rest.isEmpty ? .empty : writer.written(rest),
            alt: directive.alt,
            svg: Markup(written: context.glyphs.sharing(drawn.content.inlineSVG)),
            narrowSVG: Markup(written: context.glyphs.sharing(drawn.content.narrowSVG)),
            isWide: directive.isWide,
            width: directive.drawnWidth < 720 ? "\(Int(directive.drawnWidth))" : "",
            downloads: ["csv", "svg", "png", "dark.png"].map { kind in
                DownloadView(
                    label: kind == "dark.png" ? "PNG, dark" : kind.uppercased(),
                    href: "figures/\(directive.id).\(kind)"
                )
            },
            data: table(drawn.content),
            provenance: provenance(drawn.content) + omissions(figure.marks)
        )
        return try context.render(view)
    }

    /// The notice shown instead of the figure when none of its queries gives rows.
    private func notice() throws -> Markup {
        let caption = context.inline(directive.caption, at: placed.source.place(of: ["caption"]))
        let view = NoticeView(
            kind: .nothing,
            id: directive.id,
            title: context.escaped("This figure shows nothing: its queries give no rows"),
            body: context.renderer.paragraph(caption)
        )
        return try context.render(view)
    }

    /// A line that lists the marks without rows.
    private func omissions(_ marks: [DrawnFigure.Mark]) -> [FactView] {
        let names = marks.filter(\.isEmpty).map(\.name)
        guard !names.isEmpty else { return [] }
        return [FactView(name: "Nothing found", value: context.escaped("for the \(names.joined(separator: ", "))"))]
    }

    private func table(_ content: FigureContent) -> TableView {
        var table = TableView(
            label: "Data of \(context.plan.labels.labels[directive.id]?.text ?? directive.id)",
            columns: content.columns.enumerated().map {
                .init($1, isNumeric: true, isRowHeading: $0 == 0, label: context.label)
            },
            rows: content.rows,
            note: "Summarised to at most 60 rows; the CSV file has every point."
        )
        let texts = Set(content.rows.joined().filter { $0.contains("$") })
        table.formulas = Dictionary(uniqueKeysWithValues: texts.map { ($0, context.label($0)) })
        return table
    }

    private func provenance(_ content: FigureContent) -> [FactView] {
        var facts: [FactView] = []
        if let experiment = context.plan.experiment(directive.from),
            let run = directive.run(of: experiment)
        {
            facts.append(FactView(name: "Run", value: context.renderer.code(String(run.key.text.prefix(12)))))
            facts.append(FactView(name: "Seed", value: context.escaped("\(run.seed)")))
            if !run.variant.isEmpty {
                facts.append(FactView(name: "Variant", value: context.label(run.variant)))
            }
            if let summary = context.summaries[run.key] {
                let time = NumberText.duration(summary.wallSeconds)
                facts.append(
                    FactView(name: "Computed", value: context.escaped("\(summary.finishedAt.prefix(10)), \(time)"))
                )
            }
        }
        facts.append(FactView(name: "Drawn", value: context.escaped(content.reduction)))
        return facts
    }
}

extension [Inline] {
    /// The inlines up to the end of the first sentence, and the rest.
    var firstSentence: (first: [Inline], rest: [Inline]) {
        for (index, inline) in enumerated() {
            guard case .text(let text) = inline.kind, let end = text.firstRange(of: /[.!?](?=\s|$)/) else { continue }
            // Within a number or an abbreviation, no space follows a full stop. At the end of a text, a formula may
            // follow, which then begins the next sentence.
            var head = inline
            head.kind = .text(String(text[..<end.upperBound]))
            var tail = inline
            tail.kind = .text(String(text[end.upperBound...].drop(while: \.isWhitespace)))
            let rest = [tail] + self[(index + 1)...]
            return (Array(self[..<index]) + [head], rest.plainText.trimmed.isEmpty ? [] : rest)
        }
        return (self, [])
    }
}
