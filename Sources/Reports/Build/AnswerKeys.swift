import Experiments
import Storage
import Traces

/// The keys under which answers are cached.
///
/// A key covers the text with the views that it reads, the code and library that compute the answer, and the runs
/// that the text can see. It may be used from any thread.
final class AnswerKeys: Sendable {
    private let views: QueryViews
    private let runs: SeenRuns
    /// The keys computed so far, since they are needed many times.
    private let known = Protected<[Question: String]>([:])

    init(_ views: QueryViews, over runs: SeenRuns) {
        self.views = views
        self.runs = runs
    }

    /// The code and library that compute answers, and the columns of traces, which views show.
    private static let version = [
        AnswerVersion.digest, Archive.libraryVersion, ArchiveSchema.traceColumns.map(\.name).joined(separator: ","),
    ].joined(separator: " ")

    func key(of question: Question) -> String {
        if let known = known.value[question] { return known }
        let sight = views.visible(to: question)
        let made = views.readsMade(question.sql)
        let read = views.needed(by: question.sql).flatMap { [$0.name, $0.sql, $0.sight.text] }
        let text = [Self.version, question.sql, views.sight(of: question).text, runs.digest(within: sight, made: made)]
        let key = Digest.sha256((text + read).joined(separator: "\u{0}"))
        known.update { $0[question] = key }
        return key
    }
}
