import Experiments
public import Foundation
public import Storage

/// What a build without any flaw has read and written, as the file system tells it: while all of that stays as it is, a
/// further build knows without reading any of it that there is nothing to do.
public struct BuildStamp {
    private let key: String
    private let output: URL
    /// The marks of the book's folder, taken before it was read; nil where they do not tell enough.
    private let book: String?
    private let memo: Memo
    private static let kind = "stamp"

    /// Looks at a book's folder and at what a build has made of it in `output`.
    public init(book: URL, output: URL) {
        self.output = output
        memo = Memo(inFolder: output.path)
        // Pages show commands that name both folders as the user does.
        key = Digest.sha256("\(book.relativePath)\n\(output.relativePath)\n\(output.standardizedFileURL.path)")
        let began = Date().timeIntervalSince1970
        // What is written within one tick of the clock has one time, whatever is written last.
        self.book = FileMark.listing(of: book).flatMap { $0.changed < began - Self.tick ? $0.text : nil }
    }

    /// A file system's clock may go by so many seconds at once.
    private static let tick = 0.05

    /// How many verdicts the report has, all of them as expected, when it is of this very book; nil when that is to be seen.
    public var verdicts: Int? {
        guard let state, let content = try? memo.content(kind: Self.kind, key: key) else { return nil }
        defer { try? memo.close() }
        let parts = String(decoding: content, as: UTF8.self).split(separator: " ")
        return parts.count == 2 && parts[0] == state ? Int(parts[1]) : nil
    }

    /// Writes down that a build is through which found nothing amiss, with an archive that is closed.
    ///
    /// Another process may have removed runs since: what the build has not seen it does not vouch for.
    public func keep(_ outcome: Build.Outcome, of archive: Archive?) throws {
        guard outcome.isFlawless, let state, archive?.isAsListed == true else { return }
        let text = "\(state) \(outcome.report.verdicts.all)"
        try memo.keep([DerivedContent(kind: Self.kind, key: key, text: text)])
        try memo.close()
    }

    /// A digest of all marks, and of the program; nil where they do not tell enough.
    private var state: String? {
        guard let book, let site = FileMark.listing(of: output.appending(path: "site")) else { return nil }
        let files = ["report.json", "claims.tsv", "spikebook.sqlite", "spikebook.sqlite.seal"]
        let marks = files.map { FileMark(output.appending(path: $0).path)?.text ?? "none" }
        // A log holds what is not in the archive yet.
        guard !marks.contains("none"), !Archive.hasLog(at: output.appending(path: "spikebook.sqlite").path) else {
            return nil
        }
        return Digest.sha256(([Self.program, book, site.text] + marks).joined(separator: "\n"))
    }

    /// What else decides a report: the program, and what its variables say of where it finds what it needs.
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
    /// Whether there was nothing to tell of the book, so that a build that does nothing has nothing to tell either.
    fileprivate var isFlawless: Bool {
        !report.isPartial && failures.isEmpty && warnings.isEmpty && report.kept.isEmpty && flaws.isEmpty
            && !readsOutside
    }
}
