import Experiments
public import Foundation
public import Storage

/// A record of all files that a flawless build read and wrote, by size, time and inode.
///
/// While none of them changes, the next build knows without reading them that there is nothing to do.
public struct BuildStamp {
    private let key: String
    private let output: URL
    /// The marks of the book's folder, taken before it was read; nil when they cannot be relied on.
    private let book: String?
    private let memo: Memo
    private static let kind = "stamp"

    /// Examines a book's folder and the results of a build in `output`.
    public init(book: URL, output: URL) {
        self.output = output
        memo = Memo(inFolder: output.path)
        // The commands on pages name both folders as the user does.
        key = Digest.sha256("\(book.relativePath)\n\(output.relativePath)\n\(output.standardizedFileURL.path)")
        let began = Date().timeIntervalSince1970
        // Files written within one tick of the clock have the same time, so a later change would not show.
        self.book = FileMark.listing(of: book).flatMap { $0.changed < began - Self.tick ? $0.text : nil }
    }

    /// The resolution of a file system's clock in seconds.
    private static let tick = 0.05

    /// The number of verdicts, all as expected, if the report is of exactly this book; nil when that has to be
    /// determined.
    public var verdicts: Int? {
        guard let state, let content = try? memo.content(kind: Self.kind, key: key) else { return nil }
        defer { try? memo.close() }
        let parts = String(decoding: content, as: UTF8.self).split(separator: " ")
        return parts.count == 2 && parts[0] == state ? Int(parts[1]) : nil
    }

    /// Records that a build ended without flaws and with a closed archive.
    ///
    /// Nothing is recorded if the archive is not as the build listed it, since another process may have removed runs.
    public func keep(_ outcome: Build.Outcome, of archive: Archive?) throws {
        guard outcome.isFlawless, let state, archive?.isAsListed == true else { return }
        let text = "\(state) \(outcome.report.verdicts.all)"
        try memo.keep([DerivedContent(kind: Self.kind, key: key, text: text)])
        try memo.close()
    }

    /// A digest of all marks and of the program; nil when the marks cannot be relied on.
    private var state: String? {
        guard let book, let site = FileMark.listing(of: output.appending(path: "site")) else { return nil }
        let files = ["report.json", "claims.tsv", "spikebook.sqlite", "spikebook.sqlite.seal"]
        let marks = files.map { FileMark(output.appending(path: $0).path)?.text ?? "none" }
        // A write-ahead log contains what is not in the archive yet.
        guard !marks.contains("none"), !Archive.hasLog(at: output.appending(path: "spikebook.sqlite").path) else {
            return nil
        }
        return Digest.sha256(([Self.program, book, site.text] + marks).joined(separator: "\n"))
    }

    /// The other inputs of a report: the program, and the environment variables that say where it finds things.
    private static var program: String {
        let variables = ProcessInfo.processInfo.environment.filter { $0.key.hasPrefix("SPIKEBOOK_") }
        let versions = [
            RendererVersion.digest, CoreVersion.digest, AnalysisVersion.digest, AnswerVersion.digest,
            PlanVersion.digest, ReaderVersion.digest,
        ]
        return (versions + variables.map { "\($0.key)=\($0.value)" }.sorted()).joined(separator: "\n")
    }
}

extension Build.Outcome {
    /// Whether the build reported nothing, so that skipping the next build hides nothing either.
    fileprivate var isFlawless: Bool {
        !report.isPartial && failures.isEmpty && warnings.isEmpty && report.kept.isEmpty && flaws.isEmpty
            && !readsOutside
    }
}
