extension String {
    /// The escaped text, with text between backticks as code.
    var codeMarked: Markup {
        let pieces = split(separator: "`", omittingEmptySubsequences: false)
        // Unpaired backticks are shown as they are.
        guard pieces.count > 1, pieces.count % 2 == 1 else { return .html("\(self)") }
        return pieces.enumerated().map { index, piece -> Markup in
            index % 2 == 1 ? .html("<code>\(piece)</code>") : .html("\(piece)")
        }.joined()
    }
}
