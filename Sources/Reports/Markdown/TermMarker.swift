/// Finds the first use of each term in the texts of a page.
struct TermMarker {
    /// The terms that no text has used so far, the longest first: a Hessian product is no Hessian.
    private var unused: [GlossaryTerm]

    init(_ terms: [GlossaryTerm]) {
        unused = terms.sorted { $0.words.count > $1.words.count }
    }

    /// A piece of a text.
    struct Piece: Equatable {
        var text: String
        /// The address of the term that the piece is.
        var address: String?
    }

    /// Takes out the terms explained at an address, which the author has linked himself.
    mutating func use(_ address: String) { unused.removeAll { $0.address == address } }

    /// A text in pieces, those that use a term for the first time with its address.
    mutating func pieces(of text: String) -> [Piece] {
        guard !unused.isEmpty else { return [Piece(text: text)] }
        let words = text.split { !Self.isOfWord($0) }
        var (pieces, end, index) = ([Piece](), text.startIndex, words.startIndex)
        while index < words.endIndex {
            guard let (term, count) = term(at: index, of: words, in: text) else {
                index += 1
                continue
            }
            let range = words[index].startIndex..<words[index + count - 1].endIndex
            if end < range.lowerBound { pieces.append(Piece(text: String(text[end..<range.lowerBound]))) }
            pieces.append(Piece(text: String(text[range]), address: term.address))
            use(term.address)
            (end, index) = (range.upperBound, index + count)
        }
        if end < text.endIndex { pieces.append(Piece(text: String(text[end...]))) }
        return pieces
    }

    /// The longest unused term that begins at a word, and the number of its words.
    private func term(at index: Int, of words: [Substring], in text: String) -> (GlossaryTerm, Int)? {
        for term in unused where index + term.words.count <= words.count {
            let found = words[index..<(index + term.words.count)]
            if term.matches(found), Self.areParted(found, in: text) { return (term, term.words.count) }
        }
        return nil
    }

    /// Whether only blanks are between words, so that they are of one phrase.
    private static func areParted(_ words: ArraySlice<Substring>, in text: String) -> Bool {
        zip(words, words.dropFirst()).allSatisfy { text[$0.endIndex..<$1.startIndex].allSatisfy(\.isWhitespace) }
    }

    private static func isOfWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || "-'’_".contains(character)
    }
}
