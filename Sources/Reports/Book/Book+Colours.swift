import Settings

extension Book {
    /// The names to which `book.yml` gives colours, as written.
    var writtenColours: [(name: String, colour: String)] {
        guard case .map(let entries) = configuration.colours else { return [] }
        return entries.compactMap { entry in
            guard case .text(let colour) = entry.value else { return nil }
            return (entry.name, colour)
        }
    }

    /// The looks of series in this book.
    var looks: SeriesLooks {
        let named = writtenColours.compactMap { name, colour in MarkRole(rawValue: colour).map { (name, $0) } }
        return SeriesLooks(named: Dictionary(named) { first, _ in first })
    }
}
