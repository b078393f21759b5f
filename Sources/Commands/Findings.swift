import Diagnostics
import Foundation
import Synchronization

/// Reports what a command finds in the form that the user chose: at once, or as one JSON document at the end.
///
/// With JSON, standard error contains that document and nothing else, so that a program can parse it.
final class Findings: Sendable {
    static let shared = Findings()

    private let state = Mutex(State())

    private struct State {
        var format = DiagnosticFormat.text
        var source: @Sendable (String) -> String? = { _ in nil }
        /// Diagnostics for the document at the end.
        var kept: [Diagnostic] = []
    }

    /// Sets the form of the report.
    func use(_ format: DiagnosticFormat) {
        state.withLock { $0.format = format }
        Console.isQuiet = format == .json
    }

    /// Sets the source of the lines that are shown with faults.
    func show(_ source: @escaping @Sendable (String) -> String?) { state.withLock { $0.source = source } }

    /// Reports diagnostics that do not change the exit code.
    func note(_ diagnostics: [Diagnostic]) {
        guard !diagnostics.isEmpty else { return }
        if Console.isQuiet { state.withLock { $0.kept += diagnostics } } else { Console.note(text(of: diagnostics)) }
    }

    /// Reports an event such as a repair of the archive.
    func note(_ sentence: String, id: String) {
        if Console.isQuiet { note([Diagnostic(.warning, id, at: nil, sentence)]) } else { Console.note(sentence) }
    }

    /// Reports why the command ends, nil when it succeeded; returns the exit code.
    func end(_ failure: Failure?) -> Int32 {
        if Console.isQuiet {
            // The sentence is included only if there are no diagnostics.
            let sentence = failure.map { $0.diagnostics.isEmpty ? [$0.inDocument] : $0.diagnostics }
            Console.document(text(of: Faults(state.withLock { $0.kept } + (sentence ?? [])).diagnostics))
        } else if let failure {
            Console.note(text(of: failure))
        }
        return failure?.code.rawValue ?? 0
    }

    /// The text of a failure; its summary is added only in the form for readers, not to annotations.
    private func text(of failure: Failure) -> String {
        guard !failure.diagnostics.isEmpty else { return failure.sentence }
        let told = text(of: failure.diagnostics)
        let isForReaders = state.withLock { $0.format == .text } && !failure.sentence.isEmpty
        return isForReaders ? told + "\n\n" + failure.sentence : told
    }

    private func text(of diagnostics: [Diagnostic]) -> String {
        let (format, source) = state.withLock { ($0.format, $0.source) }
        return format.render(diagnostics, source: source)
    }
}

extension Failure {
    /// The sentence as a diagnostic without a place.
    fileprivate var inDocument: Diagnostic {
        let prefix = "error: "
        return Diagnostic(id, at: nil, sentence.hasPrefix(prefix) ? String(sentence.dropFirst(prefix.count)) : sentence)
    }

    private var id: String {
        switch code {
        case .surprise: "claim.verdict"
        case .usage: "usage"
        case .stale: "book.outdated"
        case .frozen: "run.missing"
        case .faulty: "book.faulty"
        case .experiment: "experiment.failed"
        case .machine: "machine"
        case .interrupted: "interrupted"
        }
    }
}
