/// The names that a Swift file offers to other files, and the words that it contains.
struct SourceScope {
    /// The names of types, functions and variables at file level that other files can name.
    let offered: Set<String>
    /// Whether other files may use something of it without naming anything in `offered`.
    ///
    /// Examples are a member added to a type of another file, a conformance, an operator.
    let reachesOut: Bool
    /// Every word in it, including those in strings with interpolations.
    let words: Set<String>

    init(_ text: String) {
        let declarations = SwiftDeclarations.all(in: text)
        let top = declarations.filter { $0.path.count == 1 && !$0.isExtension }
        offered = Set(top.filter { !$0.isFilePrivate }.map { $0.path[0] })
        let own = Set(top.map { $0.path[0] })
        let foreign = declarations.filter { $0.isExtension && !own.contains($0.path[0]) && !$0.isFilePrivate }
        let tokens = SwiftTokens(text).tokens
        let definesOperator = tokens.contains { ["operator", "precedencegroup"].contains($0.text) }
        reachesOut =
            definesOperator || declarations.contains { $0.isOperator && !$0.isFilePrivate && $0.path.last != "==" }
            || foreign.contains { $0.addsConformance || Self.offersMembers($0, among: declarations) }
        words = tokens.reduce(into: []) { words, token in
            switch token.kind {
            case .word: words.insert(token.text)
            case .sign: break
            case .string where token.text.contains("\\"): words.formUnion(Self.words(of: token.text))
            case .string: break
            }
        }
    }

    private static func offersMembers(_ owner: SwiftDeclaration, among declarations: [SwiftDeclaration]) -> Bool {
        declarations.contains { member in
            member.path.count == owner.path.count + 1 && member.path.starts(with: owner.path) && !member.isFilePrivate
                && owner.lines.contains(member.lines.lowerBound) && member != owner
        }
    }

    private static func words(of text: String) -> [String] {
        text.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
    }
}
