/// Finds the first use of each term in the texts of a page.
struct TermMarker {
    /// The terms that no text has used so far by the words with which they begin, the longest first: a Hessian product
    /// is no Hessian.
    private var unused: [String: [GlossaryTerm]] = [:]

    init(_ terms: [GlossaryTerm]) {
        for term in terms.sorted(by: { $0.words.count > $1.words.count }) {
            for word in term.beginnings { unused[word, default: []].append(term) }
        }
    }

    /// A piece of a text.
    struct Piece: Equatable {
        var text: String
        /// The address of the term that the piece is.
        var address: String?
    }

    /// Takes out the terms explained at an address, which the author has linked himself.
    mutating func use(_ address: String) {
        unused = unused.mapValues { terms in terms.filter { $0.address != address } }.filter { !$0.value.isEmpty }
    }

    /// A text in pieces, those that use a term for the first time with its address.
    mutating func pieces(of text: String) -> [Piece] {
        guard !unused.isEmpty else { return [Piece(text: text)] }
        let words = text.split { !Self.isOfWord($0) }
        let lowered = words.map { $0.lowercased() }
        var (pieces, end, index) = ([Piece](), text.startIndex, words.startIndex)
        while index < words.endIndex {
            guard let term = term(at: index, of: words, lowered, in: text) else {
                index += 1
                continue
            }
            let range = words[index].startIndex..<words[index + term.words.count - 1].endIndex
            if end < range.lowerBound { pieces.append(Piece(text: String(text[end..<range.lowerBound]))) }
            pieces.append(Piece(text: String(text[range]), address: term.address))
            use(term.address)
            (end, index) = (range.upperBound, index + term.words.count)
        }
        if end < text.endIndex { pieces.append(Piece(text: String(text[end...]))) }
        return pieces
    }

    /// The longest unused term that begins at a word; the words are given once more in lower case.
    private func term(at index: Int, of words: [Substring], _ lowered: [String], in text: String) -> GlossaryTerm? {
        unused[lowered[index]]?.first { term in
            let end = index + term.words.count
            return end <= words.count && term.matches(lowered[index..<end])
                && Self.areParted(words[index..<end], in: text)
        }
    }

    /// Whether only blanks are between words, so that they are of one phrase.
    private static func areParted(_ words: ArraySlice<Substring>, in text: String) -> Bool {
        zip(words, words.dropFirst()).allSatisfy { text[$0.endIndex..<$1.startIndex].allSatisfy(\.isWhitespace) }
    }

    private static func isOfWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || "-'’_".contains(character)
    }
}
