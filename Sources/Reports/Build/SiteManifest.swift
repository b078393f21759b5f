import Experiments
import Foundation
import Storage

/// What the site was made from, so that a page whose inputs are the same need not be made again, and what of it is ours.
///
/// Verdicts stand in it, so it is under a digest of its own: a manifest that was changed is not believed.
struct SiteManifest: Codable {
    /// One page.
    struct Page: Codable {
        /// A digest of what decides the page beside its results; of all that does where it has none of its own.
        var frame: String
        /// A digest of the keys of its results.
        var keys = ""
        /// A digest of what its results say.
        var content = ""
        /// A digest of what it may refer to.
        var labels = ""
        /// Digests of the page and of the files that only it uses, by path.
        var files: [String: String]
        var claims: [ClaimOutcome] = []
    }

    /// The form in which it is stored: the manifest's own text behind its digest.
    private enum Sealed {
        private static let (head, middle, end) = ("{\"digest\":\"", "\",\"site\":", "}")
        private static let lead = head.utf8.count + 64 + middle.utf8.count

        static func data(_ site: Data) -> Data {
            Data((head + digest(of: site) + middle).utf8) + site + Data(end.utf8)
        }

        /// The text of a manifest that is as it was written; nil for any other.
        static func site(in data: Data) -> Data? {
            guard data.count > lead else { return nil }
            let site = Data(data.dropFirst(lead).dropLast(end.utf8.count))
            return self.data(site) == data ? site : nil
        }

        private static func digest(of site: Data) -> String { site.withUnsafeBytes { Digest.sha256($0) } }
    }

    static let name = ".manifest.json"

    var pages: [String: Page] = [:]
    /// The landing page with what all pages use; its claims stand with their chapters.
    var landing: Page?
    /// The page of the reference.
    var reference: Page?
    /// Every file that a build has put into the site, with the digest of what it put there.
    var owned: [String: String]?

    /// The manifest of a folder in which nothing is yet.
    init() {}

    /// The manifest of a site; empty when there is none or it is not as it was written, and every page is then made anew.
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

    /// What is of use in a manifest of another version, or in one that was changed: the names of files.
    ///
    /// Those with the very bytes are believed ours.
    private struct Older: Decodable {
        struct Page: Decodable { var files: [String: String] }

        struct Site: Decodable {
            var pages: [String: Page]?
            var landing: Page?
            var reference: Page?
            var owned: [String: String]?
        }

        /// Before manifests had digests, this was all of them.
        private let pages: [String: Page]?
        private let site: Site?

        var files: [String: String] {
            let pages = [site?.pages, pages].compactMap { $0 }.flatMap(\.values)
            let shared = [site?.landing, site?.reference].compactMap { $0 }
            return (pages + shared).map(\.files).reduce(into: site?.owned ?? [:]) { $0.merge($1) { first, _ in first } }
        }
    }

    /// Writes the manifest when it differs from the one there.
    func write(to folder: URL) throws {
        let data = Sealed.data(try JSONEncoder.sorted.encode(self))
        try WholeFile.write(data, to: folder.appending(path: Self.name))
    }
}
