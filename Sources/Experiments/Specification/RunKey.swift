public import Settings

/// The key under which a run is stored: a digest of everything that decides its result and of nothing else.
public struct RunKey: Sendable, Hashable, Comparable, Codable {
    /// 64 hexadecimal digits.
    public let text: String

    /// A key as it was stored.
    public init(text: String) {
        self.text = text
    }

    /// The key of `specification` when computed by `code`, given the keys of the runs it needs.
    public init(_ specification: any RunSpecification, needs: [RunKey] = [], code: CoreCode = .compiled) {
        text = Digest.sha256(Self.identity(specification, needs: needs, code: code).canonicalJSON)
    }

    /// The digested contents: the format of records, the specification, the code that can act on it, the keys of
    /// needed runs.
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
