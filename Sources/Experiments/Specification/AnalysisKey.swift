public import Settings

/// The key under which the analysis of a run's trace is kept: a digest of all that decides it and of nothing else.
public struct AnalysisKey: Sendable, Hashable, Comparable, Codable {
    /// 64 hexadecimal digits.
    public let text: String

    /// A key as it was stored.
    public init(text: String) {
        self.text = text
    }

    /// The key of the analysis of a run's trace by the detector of `specification`, as code of the digest `code` makes it.
    public init(of run: RunKey, _ specification: any RunSpecification, code: String = AnalysisVersion.digest) {
        text = Digest.sha256(Self.identity(of: run, specification, code: code).canonicalJSON)
    }

    /// What is digested: the code of the analysis, the detector, the trace.
    ///
    /// The decay of the second moment, which the phases go by, depends on the run's rules, which its key holds with their code.
    public static func identity(
        of run: RunKey,
        _ specification: any RunSpecification,
        code: String = AnalysisVersion.digest
    ) -> Value {
        .map([
            .init("analysis", .text(code)), .init("detector", specification.detector.resolved),
            .init("run", .text(run.text)),
        ])
    }

    /// Orders by text.
    public static func < (left: AnalysisKey, right: AnalysisKey) -> Bool { left.text < right.text }
}
