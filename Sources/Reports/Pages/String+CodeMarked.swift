extension String {
    /// Escaped, with what stands between backticks as code.
    var codeMarked: Markup {
        let pieces = split(separator: "`", omittingEmptySubsequences: false)
        // Backticks that do not come in pairs are just that.
        guard pieces.count > 1, pieces.count % 2 == 1 else { return .html("\(self)") }
        return pieces.enumerated().map { index, piece -> Markup in
            index % 2 == 1 ? .html("<code>\(piece)</code>") : .html("\(piece)")
        }.joined()
    }
}
