/// A source file that can act on traces.
public struct CoreSource: Sendable {
    /// The part of the text that decides what the program does.
    let meaning: String
    /// The names that other files can use; nil for C, which has no units.
    let scope: SourceScope?

    /// Reads the source at `path`.
    public init(path: String, text: String) {
        let isSwift = path.hasSuffix(".swift")
        meaning = isSwift ? SourceMeaning.ofSwift(text) : SourceMeaning.ofC(text)
        scope = isSwift ? SourceScope(text) : nil
    }
}

/// The source files that can act on traces, divided into those on which every run depends and those of single units.
///
/// A unit's file is private if no other source file, apart from the lists of units, names anything that it declares,
/// and if nothing in it can be used without being named. Such a file acts only on runs that name the unit. All others
/// are shared.
public struct CoreSources: Sendable {
    /// The meaning of the shared files, in an order that does not depend on their paths.
    public let shared: String
    /// The meaning of each private file, by the types of units in it.
    public let units: [String: String]

    /// Divides `sources`, which act on traces, using `lists`, the texts of files that only list units.
    public init(_ sources: [CoreSource], lists: [String]) {
        let listed = Set(lists.flatMap(Self.units))
        var shared: [String] = []
        var units: [String: String] = [:]
        for (index, source) in sources.enumerated() {
            let own = Self.units(of: source, among: listed) { offered in
                sources.enumerated().contains { other, source in
                    other != index && source.scope.map { !$0.words.isDisjoint(with: offered) } ?? false
                }
            }
            for unit in own { units[unit] = source.meaning }
            if own.isEmpty { shared.append(source.meaning) }
        }
        self.shared = shared.sorted().joined(separator: "\u{0}")
        self.units = units
    }

    /// The listed units of a private file; empty for a shared one.
    private static func units(
        of source: CoreSource,
        among listed: Set<String>,
        isNamed: (Set<String>) -> Bool
    ) -> Set<String> {
        guard let scope = source.scope, !scope.reachesOut else { return [] }
        let declared = listed.intersection(scope.offered)
        return declared.isEmpty || isNamed(scope.offered) ? [] : declared
    }

    /// The types that a list names, as in `Adam.self`.
    private static func units(in list: String) -> [String] {
        let tokens = SwiftTokens(list).tokens
        return tokens.indices.dropFirst(2).compactMap { index in
            tokens[index].text == "self" && tokens[index - 1].text == "." ? tokens[index - 2].text : nil
        }
    }
}
