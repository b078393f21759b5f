extension String {
    /// Escaped, with what stands between backticks as code.
    var codeMarked: String {
        let pieces = split(separator: "`", omittingEmptySubsequences: false)
        // Backticks that do not come in pairs are just that.
        guard pieces.count > 1, pieces.count % 2 == 1 else { return markupEscaped }
        return pieces.enumerated().map { index, piece in
            let text = String(piece).markupEscaped
            return index % 2 == 1 ? "<code>\(text)</code>" : text
        }.joined()
    }
}
