public import Settings

/// The key of the analysis of a run's trace: a digest of everything that decides it.
public struct AnalysisKey: Sendable, Hashable, Comparable, Codable {
    /// 64 hexadecimal digits.
    public let text: String

    /// A key as it was stored.
    public init(text: String) {
        self.text = text
    }

    /// The key of the analysis of a run's trace with the detector of `specification`, by code with the digest `code`.
    public init(of run: RunKey, _ specification: any RunSpecification, code: String = AnalysisVersion.digest) {
        text = Digest.sha256(Self.identity(of: run, specification, code: code).canonicalJSON)
    }

    /// The digested contents: the code of the analysis, the detector, the trace.
    ///
    /// The phases also depend on the decay of the second moment, which follows from the run's optimizers; their
    /// settings and code are in the run's key.
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
