import Diagnostics
import Settings

/// A piece of running text with the place of its first character in the author's file.
struct Inline: Sendable, Hashable {
    /// What it is.
    var kind: Kind
    /// Where it begins.
    var place: Place

    /// The kinds of running text that a chapter may hold.
    indirect enum Kind: Sendable, Hashable {
        case text(String)
        case code(String)
        case formula(Formula)
        case emphasis([Inline])
        case strong([Inline])
        case strikethrough([Inline])
        /// One of the safe elements `kbd`, `sub`, `sup`.
        case element(String, [Inline])
        case link(Link)
        /// `[text](#target)`; an empty content is filled with the target's own name.
        case crossReference(target: String, [Inline])
        case value(Value)
        case citation([CitedWork])
        case image(Image)
        /// A reference to the footnote with this number, from 1, an index into `Document.footnotes` plus one.
        case footnote(Int)
        case softBreak
        case lineBreak
    }

    /// A link to another page or place outside the chapter.
    struct Link: Sendable, Hashable {
        var destination: String
        var title: String?
        var content: [Inline]
    }

    /// `[184](value:onset.lead)`: a number of the prose that is compared with a stored result.
    struct Value: Sendable, Hashable {
        /// What stands behind `value:`.
        var key: String
        /// The number as written.
        var text: String
        /// The link's title, such as a tolerance.
        var title: String?
        /// Where the title is written; nil when it is spelled by other signs than it means.
        var titlePlace: Place?
        /// The exact stretch of the written number, `text.count` characters long, for a command that rewrites it.
        var textPlace: Place
    }

    /// An image of the author's.
    struct Image: Sendable, Hashable {
        var source: String
        var alt: String
        var title: String?
    }

    /// One work of a citation `[see @key, locator; -@other]`, or the work that a sentence names as `@key [locator]`.
    struct CitedWork: Sendable, Hashable {
        /// What is said of the work.
        enum Form: Sendable, Hashable {
            /// Authors and year.
            case full
            /// The year, since the sentence names the authors.
            case year
            /// Authors within the sentence, the year in parentheses.
            case sentence
        }

        var key: String
        /// Such as "see"; it stands before the authors.
        var prefix: String?
        /// What stands behind the year, such as a page.
        var locator: String?
        var form = Form.full
        /// Its names, when the book's bibliography knows the work.
        var label: Bibliography.Label?
        /// The place of the key's `@`.
        var place: Place
    }
}
