public import Settings

/// The key under which a run's result is kept: a digest of all that decides it and of nothing else.
public struct RunKey: Sendable, Hashable, Comparable, Codable {
    /// 64 hexadecimal digits.
    public let text: String

    /// A key as it was stored.
    public init(text: String) {
        self.text = text
    }

    /// The key of `specification` as `code` computes it, after the runs it needs.
    public init(_ specification: RunSpecification, needs: [RunKey] = [], code: CoreCode = .compiled) {
        text = Digest.sha256(Self.identity(specification, needs: needs, code: code).canonicalJSON)
    }

    /// What is digested: the format of records, the code, the specification, the keys of needed runs.
    ///
    /// Where a bisection asks for spikes, the detector decides the trace, and with it the code of the analysis.
    /// Rules that take over during the run stand there as they were read, since a specification holds them as written.
    public static func identity(
        _ specification: RunSpecification,
        needs: [RunKey],
        code: CoreCode = .compiled
    ) -> Value {
        let run = specification.canonicalTrace
        let later = specification.interventions.map { Value.map([.init("optimizer", $0.optimizer.named)]) }
        var entries: [Value.Entry] = [
            .init("core", .text(code.shared)),
            .init("format", .number(Double(RunRecord.format))),
            .init("library", .text(code.library)),
            .init("needs", .list(needs.map(\.text).sorted().map { .text($0) })),
            .init("run", run),
            .init("units", .map(code.named(in: [run] + later))),
        ]
        if specification.asksDetector {
            entries += [.init("analysis", .text(code.analysis)), .init("detector", specification.detector.resolved)]
        }
        if !later.isEmpty { entries.append(.init("later", .list(later))) }
        return .map(entries)
    }

    /// Orders by text.
    public static func < (left: RunKey, right: RunKey) -> Bool { left.text < right.text }
}
