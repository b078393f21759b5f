import Foundation

/// One entry of a list of references as HTML: authors, year, title, venue, links.
struct ReferenceText {
    let entry: Bibliography.Entry
    /// The year with its letter.
    let year: String

    /// The maximal number of authors shown; longer lists end with "et al.".
    private static let longestList = 8

    /// The whole entry.
    var html: Markup {
        let title = field("title").map { Markup.html("<cite>\(Self.ended($0))</cite>") }
        let venue = venue.map { $0.changed(Self.ended) }
        let parts = [.html("\(authors) (\(year))."), title, venue] + links
        return parts.compactMap { $0 }.joined(separator: " ")
    }

    private var authors: String {
        let names = entry.authors.map { name in
            [name.family, name.initials, name.suffix].filter { !$0.isEmpty }.joined(separator: ", ")
        }
        guard let last = names.last else { return entry.names }
        if names.count > Self.longestList || entry.hasMoreAuthors {
            return names.prefix(Self.longestList - 1).joined(separator: ", ") + " et al."
        }
        return names.count == 1 ? last : names.dropLast().joined(separator: ", ") + " and " + last
    }

    /// Where the work appeared; nil when only its links say so.
    private var venue: Markup? {
        var parts: [Markup] = []
        if let journal = field("journal") ?? field("journaltitle"), !isArchiveName(journal) {
            let number = field("number").map { "(\($0))" } ?? ""
            parts.append(.html("<i>\(journal)</i>\(field("volume").map { " \($0)\(number)" } ?? "")"))
        } else if let book = field("booktitle") {
            parts.append(.html("In <i>\(book)</i>"))
        }
        if entry.kind.hasSuffix("thesis"), let school = field("school") ?? field("institution") {
            let kind = field("type") ?? (entry.kind == "mastersthesis" ? "Master’s thesis" : "PhD thesis")
            parts.append(.html("\(kind), \(school)"))
        } else if let institution = field("institution") {
            let number = field("number").map { " \($0)" } ?? ""
            parts.append(.html("\(field("type") ?? "Technical report")\(number), \(institution)"))
        }
        if let pages = field("pages") {
            parts.append(.html("\(pages.replacing("-", with: "–").replacing("––", with: "–"))"))
        }
        for name in ["publisher", "howpublished"] { if let text = field(name) { parts.append(.html("\(text)")) } }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    private var links: [Markup] {
        var found: [Markup] = []
        if let doi = field("doi") {
            let bare = Self.bare(doi)
            let address = bare.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? bare
            found.append(link("https://doi.org/\(address)", "doi:\(bare)"))
        }
        if let paper = archivePaper { found.append(link("https://arxiv.org/abs/\(paper)", "arXiv:\(paper)")) }
        if let url = field("url"), found.isEmpty, url.hasPrefix("http") { found.append(link(url, url)) }
        return found
    }

    /// The DOI without the address around it, which may contain encoded characters.
    private static func bare(_ doi: String) -> String {
        guard let start = doi.firstRange(of: "10.")?.lowerBound else { return doi }
        let bare = String(doi[start...])
        return doi.contains("://") ? bare.removingPercentEncoding ?? bare : bare
    }

    /// The number of an arXiv paper, from its own fields or from a journal such as "arXiv preprint arXiv:…".
    private var archivePaper: String? {
        let kind = field("archiveprefix") ?? field("eprinttype")
        if let paper = field("eprint"), kind == nil || kind?.lowercased() == "arxiv" { return paper }
        guard let journal = field("journal"), isArchiveName(journal),
            let colon = journal.lastIndex(of: ":")
        else { return nil }
        let paper = journal[journal.index(after: colon)...].prefix { !$0.isWhitespace }
        return paper.isEmpty ? nil : String(paper)
    }

    private func isArchiveName(_ journal: String) -> Bool { journal.lowercased().hasPrefix("arxiv") }

    private func field(_ name: String) -> String? {
        entry.fields[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    private func link(_ address: String, _ text: String) -> Markup {
        .html("<a href=\"\(address)\">\(text)</a>")
    }

    /// Adds a full stop, unless the text already ends a sentence.
    private static func ended(_ text: String) -> String {
        text.last.map { ".?!".contains($0) } == true ? text : text + "."
    }
}
