import Charts
import Experiments
import Foundation
import Storage

/// Draws figures, and caches what pages need of them until their data or the drawing code change.
///
/// It may be used from any thread.
final class FigureStore: Sendable {
    private let folder: URL
    /// What pages need of the figures, cached between builds.
    let kept: DerivedStore

    /// A store for a site in `folder`.
    init(archive: Archive, folder: URL) {
        self.folder = folder
        kept = DerivedStore(memo: archive.memo, kind: "figure")
    }

    /// The key of a figure: its directive as written, a digest of its data, the ids of its drawings, and whether there is
    /// one for the landing page.
    static func key(_ placed: PlacedDirective, data: String, ids: PageIdentifiers.Drawing, small: Bool) -> String {
        let parts = [RendererVersion.digest, placed.text, data, ids.wide, ids.narrow, small ? "small" : ""]
        return Digest.sha256(parts.joined(separator: "\n"))
    }

    /// A figure's content and its files.
    func figure(
        _ key: String,
        id: String,
        ids: PageIdentifiers.Drawing,
        small: Bool,
        draw: () throws -> Figure
    ) throws
        -> (content: FigureContent, files: [String: Data])
    {
        if let data = try kept.content(key), let content = try? JSONDecoder().decode(FigureContent.self, from: data),
            let files = content.presentFiles(in: folder)
        {
            return (content, files)
        }
        let drawn = try Self.drawn(try draw(), id: id, ids: ids, small: small)
        kept.keep(try JSONEncoder.sorted.encode(drawn.content), under: key)
        return drawn
    }

    private static func drawn(_ figure: Figure, id: String, ids: PageIdentifiers.Drawing, small: Bool) throws
        -> (content: FigureContent, files: [String: Data])
    {
        let figure = named(ids.wide, figure)
        let rendering = try figure.render()
        // Screens below 480 px get a layout of their own, since the same drawing scaled down would be too small to
        // read.
        let narrow = try named(ids.narrow, figure).render(width: 400)
        let table = try figure.table(rows: 60)
        let images = try images(rendering)
        let files = [
            "figures/\(id).svg": Data(rendering.standaloneSVG.utf8),
            "figures/\(id).png": images.light,
            "figures/\(id).dark.png": images.dark,
            "figures/\(id).csv": Data(try figure.csv().utf8),
        ]
        let content = FigureContent(
            inlineSVG: rendering.inlineSVG,
            narrowSVG: narrow.inlineSVG,
            smallSVG: small ? try self.small("\(id)-small", figure).inlineSVG : "",
            columns: table.columns,
            rows: table.rows,
            reduction: reduction(rendering.summaries),
            faults: [rendering, narrow].flatMap { one in one.labelFaults.map { "\($0) at \(Int(one.width)) px" } },
            files: files.mapValues { data in data.withUnsafeBytes { Digest.sha256($0) } }
        )
        return (content, files)
    }

    /// The drawing for the landing page, as narrow as a figure may be; of panels side by side it has the first alone.
    private static func small(_ id: String, _ figure: Figure) throws -> Rendering {
        var figure = named(id, figure)
        if case .grid = figure.arrangement { figure.panels = Array(figure.panels.prefix(1)) }
        return try figure.render(width: 320)
    }

    /// Both images, drawn in parallel if a processor is idle, as it is when only one figure is drawn.
    private static func images(_ rendering: Rendering) throws -> (light: Data, dark: Data) {
        let made = Protected<[Theme: Result<Data, any Error>]>([:])
        let themes: [Theme] = [.light, .dark]
        DispatchQueue.concurrentPerform(iterations: themes.count) { index in
            let image = Result { Data(try rendering.png(theme: themes[index])) }
            made.update { $0[themes[index]] = image }
        }
        let images = try themes.map { try made.value[$0]?.get() ?? Data() }
        return (images[0], images[1])
    }

    /// The same figure with another prefix for its ids, since both drawings are on one page.
    private static func named(_ id: String, _ figure: Figure) -> Figure {
        var copy = figure
        copy.id = id
        return copy
    }

    private static func reduction(_ summaries: [Summary]) -> String {
        let points = summaries.reduce(0) { $0 + $1.points }
        let drawn = summaries.reduce(0) { $0 + $1.drawn }
        let bad = summaries.reduce(0) { $0 + $1.bad }
        let methods = Set(summaries.map(\.method.rawValue)).sorted().joined(separator: "; ")
        var text =
            "\(NumberText.whole(points)) points as \(NumberText.whole(drawn)) vertices (\(methods)); no smoothing"
        if bad == 1 { text += "; one value without a place is marked at the edge" }
        if bad > 1 { text += "; \(NumberText.whole(bad)) values without a place are marked at the edge" }
        return text
    }
}

/// What a page needs of a figure.
struct FigureContent: Codable, Sendable {
    var inlineSVG: String
    var narrowSVG: String
    /// The drawing for the landing page; empty for figures that do not stand there.
    var smallSVG: String
    var columns: [String]
    var rows: [[String]]
    /// The number of points, and of the vertices drawn for them.
    var reduction: String
    /// What is wrong with the labels of its drawings.
    var faults: [String]
    /// Digests of the files beside the page, by path.
    var files: [String: String]

    /// The files in the site; nil when one of them is missing or differs.
    func presentFiles(in folder: URL) -> [String: Data]? {
        var found: [String: Data] = [:]
        for (path, digest) in files {
            guard let data = try? Data(contentsOf: folder.appending(path: path)),
                data.withUnsafeBytes({ Digest.sha256($0) }) == digest
            else { return nil }
            found[path] = data
        }
        return found
    }
}
