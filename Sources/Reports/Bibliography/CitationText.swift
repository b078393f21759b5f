/// The text of a citation: "(see Kingma 2015, §4.3; Ma 2022)", "(2015)" or "Kingma (2015, §4.3)".
struct CitationText {
    let works: [Inline.CitedWork]

    /// The citation as plain text.
    var plain: String { written(escaped: { $0 }, link: { $1 }, joined: { $0.joined() }) }

    /// The citation with escaped texts, in which the name of each work is a link.
    ///
    /// An unknown work is shown by its key; its fault is reported elsewhere.
    func written<Text>(
        escaped: (String) -> Text,
        link: (Inline.CitedWork, Text) -> Text,
        joined: ([Text]) -> Text
    ) -> Text {
        if let work = works.first, work.form == .sentence {
            guard let label = work.label else { return escaped("@" + work.key) }
            let locator = work.locator.map { ", " + $0 } ?? ""
            return link(work, escaped("\(label.authors) (\(label.year)\(locator))"))
        }
        let parts = works.enumerated().flatMap { index, work in
            let prefix = work.prefix.map { $0 + " " } ?? ""
            let locator = work.locator.map { ", " + $0 } ?? ""
            let text = link(work, escaped(Self.name(of: work)))
            return [escaped((index == 0 ? "(" : "; ") + prefix), text, escaped(locator)]
        }
        return joined(parts + [escaped(")")])
    }

    private static func name(of work: Inline.CitedWork) -> String {
        guard let label = work.label else { return "?" + work.key }
        return work.form == .year ? label.year : "\(label.authors) \(label.year)"
    }
}
