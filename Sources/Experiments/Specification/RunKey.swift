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
    public init(_ specification: any RunSpecification, needs: [RunKey] = [], code: CoreCode = .compiled) {
        text = Digest.sha256(Self.identity(specification, needs: needs, code: code).canonicalJSON)
    }

    /// What is digested: the format of records, the specification, the code that can act on it, the keys of needed runs.
    public static func identity(
        _ specification: any RunSpecification,
        needs: [RunKey],
        code: CoreCode = .compiled
    ) -> Value {
        .map(
            specification.code(code) + [
                .init("format", .number(Double(RunRecord.format))),
                .init("needs", .list(needs.map(\.text).sorted().map { .text($0) })),
                .init("run", specification.canonicalTrace),
            ]
        )
    }

    /// Orders by text.
    public static func < (left: RunKey, right: RunKey) -> Bool { left.text < right.text }
}
