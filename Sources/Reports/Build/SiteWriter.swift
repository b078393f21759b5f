import Experiments
import Foundation

/// Puts files into the site: each whole or not at all, and only those that differ from what is there.
struct SiteWriter {
    private let folder: URL
    /// Paths written, in order.
    private(set) var written: [String] = []
    /// Every path that belongs to the site as it is now.
    private var belonging: Set<String> = [SiteManifest.name]

    /// Makes the folder when it is missing.
    init(folder: URL) throws {
        self.folder = folder
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// Whether every file is there with the digest it should have.
    func holds(_ files: [String: String]) -> Bool {
        files.allSatisfy { path, digest in
            guard let data = try? Data(contentsOf: folder.appending(path: path)) else { return false }
            return data.withUnsafeBytes { Digest.sha256($0) } == digest
        }
    }

    /// Says that files belong to the site though they were not written now.
    mutating func keep(_ files: [String: String]) {
        belonging.formUnion(files.keys)
    }

    /// Writes files and gives their digests.
    mutating func write(_ files: [String: Data]) throws -> [String: String] {
        var digests: [String: String] = [:]
        for (path, data) in files.sorted(by: { $0.key < $1.key }) { digests[path] = try write(data, to: path) }
        return digests
    }

    /// Writes one file unless it is there already, and gives its digest.
    @discardableResult
    mutating func write(_ data: Data, to path: String) throws -> String {
        belonging.insert(path)
        let file = folder.appending(path: path)
        if (try? Data(contentsOf: file)) != data {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try data.write(to: file, options: .atomic)
            written.append(path)
        }
        return data.withUnsafeBytes { Digest.sha256($0) }
    }

    /// Removes files of the site's own folders that no page uses any more.
    mutating func removeStrangers() throws {
        let manager = FileManager.default
        for directory in ["", "figures", "tables", "images", "katex"] {
            let place = directory.isEmpty ? folder : folder.appending(path: directory)
            for name in (try? manager.contentsOfDirectory(atPath: place.path)) ?? [] {
                let path = directory.isEmpty ? name : "\(directory)/\(name)"
                let isOurs = ["html", "svg", "png", "csv", "css", "js", "woff2"].contains { name.hasSuffix("." + $0) }
                guard isOurs, !belonging.contains(path), !belonging.contains(where: { $0.hasPrefix(path + "/") }) else {
                    continue
                }
                try? manager.removeItem(at: place.appending(path: name))
            }
        }
    }
}

/// What the site was made from, so that a page whose inputs are the same need not be made again.
struct SiteManifest: Codable {
    /// One page.
    struct Page: Codable {
        /// A digest of everything that decides the page.
        var input: String
        /// A digest of everything in the book that can be referred to.
        var labels: String
        /// Digests of the page and of the files that only it uses, by path.
        var files: [String: String]
        var claims: [ClaimOutcome]
    }

    static let name = ".manifest.json"

    var pages: [String: Page] = [:]
    /// The landing page with what all pages use; its claims stand with their chapters.
    var landing: Page?
    /// The page of the reference.
    var reference: Page?

    /// The manifest of a site; empty when there is none or it cannot be read, and every page is then made anew.
    init(reading folder: URL) {
        let data = try? Data(contentsOf: folder.appending(path: Self.name))
        self = data.flatMap { try? JSONDecoder().decode(SiteManifest.self, from: $0) } ?? SiteManifest(pages: [:])
    }

    private init(pages: [String: Page]) {
        self.pages = pages
    }

    /// Writes the manifest when it differs from the one there.
    func write(to folder: URL) throws {
        let file = folder.appending(path: Self.name)
        let data = try JSONEncoder.sorted.encode(self)
        if (try? Data(contentsOf: file)) != data { try data.write(to: file, options: .atomic) }
    }
}
