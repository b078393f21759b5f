import Charts
import Experiments
import Foundation
import Storage

/// Draws figures, and keeps what a page needs of them for as long as neither data nor display change.
final class FigureStore {
    private let archive: Archive
    private let folder: URL
    private let scope: String
    /// What was drawn anew, to be kept.
    private var fresh: [(key: String, content: Data)] = []

    static let cacheKind = "figure"

    /// `folder` is the site's; `scope` is a digest of every run that any figure may show.
    init(archive: Archive, folder: URL, scope: String) {
        self.archive = archive
        self.folder = folder
        self.scope = scope
    }

    /// A figure's content, and those of its files that are not in the site as they should be.
    func figure(for directive: FigureDirective, _ placed: PlacedDirective, draw: () throws -> Figure) throws
        -> (content: FigureContent, files: [String: Data])
    {
        let key = Digest.sha256([RendererVersion.digest, scope, placed.text].joined(separator: "\n"))
        let data = try archive.cached(kind: Self.cacheKind, key: key)
        if let data, let content = try? JSONDecoder().decode(FigureContent.self, from: data),
            let files = content.presentFiles(in: folder)
        {
            return (content, files)
        }
        let drawn = try Self.drawn(try draw(), id: directive.id)
        fresh.append((key, try JSONEncoder.sorted.encode(drawn.content)))
        return drawn
    }

    /// Writes what was drawn anew to the archive's cache.
    func save() throws {
        guard !fresh.isEmpty, !archive.isReadOnly else { return }
        try archive.cache(fresh.map { DerivedContent(kind: Self.cacheKind, key: $0.key, content: $0.content) })
        fresh = []
    }

    private static func drawn(_ figure: Figure, id: String) throws -> (content: FigureContent, files: [String: Data]) {
        let rendering = try figure.render()
        // Screens below 480 px get a layout of their own: the same drawing scaled down would be too small to read.
        let narrow = try narrowed(figure).render(width: 400)
        let table = try figure.table(rows: 60)
        let files = [
            "figures/\(id).svg": Data(rendering.standaloneSVG.utf8),
            "figures/\(id).png": Data(try rendering.png(theme: .light)),
            "figures/\(id).dark.png": Data(try rendering.png(theme: .dark)),
            "figures/\(id).csv": Data(try figure.csv().utf8),
        ]
        let content = FigureContent(
            inlineSVG: rendering.inlineSVG,
            narrowSVG: narrow.inlineSVG,
            columns: table.columns,
            rows: table.rows,
            reduction: reduction(rendering.summaries),
            files: files.mapValues { data in data.withUnsafeBytes { Digest.sha256($0) } }
        )
        return (content, files)
    }

    /// The same figure under another prefix, since both stand on one page.
    private static func narrowed(_ figure: Figure) -> Figure {
        var copy = figure
        copy.id += "-narrow"
        return copy
    }

    private static func reduction(_ summaries: [Summary]) -> String {
        let points = summaries.reduce(0) { $0 + $1.points }
        let drawn = summaries.reduce(0) { $0 + $1.drawn }
        let bad = summaries.reduce(0) { $0 + $1.bad }
        let methods = Set(summaries.map(\.method.rawValue)).sorted().joined(separator: "; ")
        var text =
            "\(NumberText.whole(points)) points as \(NumberText.whole(drawn)) vertices (\(methods)); no smoothing"
        if bad > 0 { text += "; \(NumberText.whole(bad)) values without a place are marked at the edge" }
        return text
    }
}

/// What a page needs of a figure.
struct FigureContent: Codable, Sendable {
    var inlineSVG: String
    var narrowSVG: String
    var columns: [String]
    var rows: [[String]]
    /// How many points became how many vertices.
    var reduction: String
    /// Digests of the files beside the page, by path.
    var files: [String: String]

    /// The files as they are in the site; nil when one of them is missing or is another.
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
