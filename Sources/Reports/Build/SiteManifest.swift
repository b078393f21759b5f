import Experiments
import Foundation
import Storage

/// The inputs of each page of the site, and the list of files that builds have written.
///
/// A page with unchanged inputs is not made again. The manifest contains verdicts, so it has a digest: a manifest
/// that somebody changed is not trusted.
struct SiteManifest: Codable {
    /// One page.
    struct Page: Codable {
        /// A digest of the page's inputs other than its results; of all its inputs if the page has no results of its
        /// own.
        var frame: String
        /// A digest of the keys of its results.
        var keys = ""
        /// A digest of the results themselves.
        var content = ""
        /// A digest of what the page can refer to.
        var labels = ""
        /// Digests of the page and of the files that only it uses, by path.
        var files: [String: String]
        var claims: [ClaimOutcome] = []
    }

    /// The stored form: a digest, and the text of the manifest.
    private enum Sealed {
        private static let (head, middle, end) = ("{\"digest\":\"", "\",\"site\":", "}")
        private static let lead = head.utf8.count + 64 + middle.utf8.count

        static func data(_ site: Data) -> Data {
            Data((head + digest(of: site) + middle).utf8) + site + Data(end.utf8)
        }

        /// The text of an unchanged manifest; nil for any other.
        static func site(in data: Data) -> Data? {
            guard data.count > lead else { return nil }
            let site = Data(data.dropFirst(lead).dropLast(end.utf8.count))
            return self.data(site) == data ? site : nil
        }

        private static func digest(of site: Data) -> String { site.withUnsafeBytes { Digest.sha256($0) } }
    }

    static let name = ".manifest.json"

    var pages: [String: Page] = [:]
    /// The landing page and the shared files; claims are stored with their chapters.
    var landing: Page?
    /// The reference page.
    var reference: Page?
    /// All tables as one file.
    var tables: Page?
    /// Every file that a build has written into the site, with the digest of what it wrote.
    var owned: [String: String]?

    /// The manifest of an empty folder.
    init() {}

    /// The manifest of a site.
    ///
    /// It is empty when there is none or it was changed; then every page is made again.
    init(reading folder: URL) {
        guard let data = try? Data(contentsOf: folder.appending(path: Self.name)) else { return }
        if let text = Sealed.site(in: data), let site = try? JSONDecoder().decode(SiteManifest.self, from: text) {
            self = site
        } else if let old = try? JSONDecoder().decode(Older.self, from: data) {
            owned = old.files.filter { path, digest in
                let data = try? Data(contentsOf: folder.appending(path: path))
                return data?.withUnsafeBytes { Digest.sha256($0) } == digest
            }
        }
    }

    /// The usable part of a manifest that was changed or comes from another version: the names of files.
    ///
    /// Files with exactly the listed bytes are recognised as ours.
    private struct Older: Decodable {
        struct Page: Decodable { var files: [String: String] }

        struct Site: Decodable {
            var pages: [String: Page]?
            var landing: Page?
            var reference: Page?
            var tables: Page?
            var owned: [String: String]?
        }

        /// The whole manifest, as written before manifests had digests.
        private let pages: [String: Page]?
        private let site: Site?

        var files: [String: String] {
            let pages = [site?.pages, pages].compactMap { $0 }.flatMap(\.values)
            let shared = [site?.landing, site?.reference, site?.tables].compactMap { $0 }
            return (pages + shared).map(\.files).reduce(into: site?.owned ?? [:]) { $0.merge($1) { first, _ in first } }
        }
    }

    /// Writes the manifest if it differs from the existing one.
    func write(to folder: URL) throws {
        let data = Sealed.data(try JSONEncoder.sorted.encode(self))
        try WholeFile.write(data, to: folder.appending(path: Self.name))
    }
}
