public import Settings

/// The key under which a run's result is kept: a digest of all that decides it and of nothing else.
public struct RunKey: Sendable, Hashable, Comparable {
    /// 64 hexadecimal digits.
    public let text: String

    /// A key as it was stored.
    public init(text: String) {
        self.text = text
    }

    /// The key of `specification` as this program's numeric core computes it, after the runs it needs.
    public init(_ specification: RunSpecification, needs: [RunKey] = []) {
        text = Digest.sha256(Self.identity(specification, needs: needs).canonicalJSON)
    }

    /// What is digested: the format of records, the core's version, the specification, the keys of needed runs.
    public static func identity(_ specification: RunSpecification, needs: [RunKey]) -> Value {
        .map([
            .init("core", .text(CoreVersion.digest)),
            .init("format", .number(Double(RunRecord.format))),
            .init("needs", .list(needs.map(\.text).sorted().map { .text($0) })),
            .init("run", specification.canonical),
        ])
    }

    /// Orders by text.
    public static func < (left: RunKey, right: RunKey) -> Bool { left.text < right.text }
}
