import Experiments
import Foundation

/// All tables of a site in one file: what figures and tables show as CSV, the queries as SQL, the verdicts.
struct SiteTables {
    /// The verdicts as `claims.tsv`.
    let verdicts: String
    /// The paths of the site's files with their digests.
    let paths: [String: String]

    private var tables: [String] { paths.keys.filter { $0.hasSuffix(".csv") || $0.hasSuffix(".sql") }.sorted() }

    /// A digest of everything that is in it.
    var input: String {
        let texts = tables.map { "\($0) \(paths[$0] ?? "")" } + [verdicts]
        return Digest.sha256(texts.joined(separator: "\n"))
    }

    /// The file's bytes, from the site's folder; throws errors of the machine.
    func data(in folder: URL) throws -> Data {
        var files = ["claims.tsv": Data(verdicts.utf8)]
        for path in tables { files[path] = try Data(contentsOf: folder.appending(path: path)) }
        return try ZipFile.data(of: files)
    }
}
