/// A quoted piece as a pattern: `*` stands for anything in GLOB, `%` in LIKE.
struct NamePattern {
    private enum Part: Equatable {
        case anything, oneCharacter
        case character(Character)
    }

    private let parts: [Part]

    /// Nil for what has neither of the two signs, or nothing else.
    init?(_ piece: Substring) {
        guard piece.contains(where: { "*%".contains($0) }), piece.contains(where: \.isLetter),
            piece.allSatisfy({ $0.isLetter || $0.isNumber || "_-*%?".contains($0) })
        else { return nil }
        let isLike = piece.contains("%")
        parts = piece.map { character in
            switch character {
            case "*", "%": .anything
            case "?": .oneCharacter
            case "_" where isLike: .oneCharacter
            default: .character(character)
            }
        }
    }

    /// Whether all of a name fits.
    ///
    /// What was matched before a sign for anything never needs to be tried anew, so that the time is at most the product
    /// of the two lengths.
    func matches(_ name: String) -> Bool {
        let name = Array(name)
        var (place, part) = (0, 0)
        /// The last sign for anything, and where what follows it is tried.
        var retry: (part: Int, place: Int)?
        while place < name.count {
            if part < parts.count, parts[part] == .anything {
                retry = (part, place)
                part += 1
            } else if part < parts.count, parts[part] == .oneCharacter || parts[part] == .character(name[place]) {
                (place, part) = (place + 1, part + 1)
            } else if let last = retry {
                retry = (last.part, last.place + 1)
                (place, part) = (last.place + 1, last.part + 1)
            } else {
                return false
            }
        }
        return parts[part...].allSatisfy { $0 == .anything }
    }
}
