import Diagnostics
import Settings

/// A piece of running text, with the place of its first character in the author's file.
struct Inline: Sendable, Hashable {
    /// The kind and content.
    var kind: Kind
    /// The place of its first character.
    var place: Place

    /// The kinds of running text that a chapter may contain.
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
        /// `[text](#target)`; if the text is empty, the target's own name is shown.
        case crossReference(target: String, [Inline])
        case value(Value)
        case citation([CitedWork])
        case image(Image)
        /// A reference to the footnote with this number, from 1; the number minus one is an index into
        /// `Document.footnotes`.
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

    /// `[184](value:onset.lead)`: a number in the prose that is compared with a stored result.
    struct Value: Sendable, Hashable {
        /// The text after `value:`.
        var key: String
        /// The number as written.
        var text: String
        /// The link's title, such as a tolerance.
        var title: String?
        /// The place of the title; nil when it is written with escapes or entities.
        var titlePlace: Place?
        /// The exact place of the written number, `text.count` characters long, for a command that rewrites it.
        var textPlace: Place
    }

    /// An image in the text.
    struct Image: Sendable, Hashable {
        var source: String
        var alt: String
        var title: String?
    }

    /// One work of a citation `[see @key, locator; -@other]`, or the work that a sentence names as `@key [locator]`.
    struct CitedWork: Sendable, Hashable {
        /// How the work is cited.
        enum Form: Sendable, Hashable {
            /// Authors and year.
            case full
            /// Only the year, since the sentence names the authors.
            case year
            /// The authors within the sentence, the year in parentheses.
            case sentence
        }

        var key: String
        /// A text before the authors, such as "see".
        var prefix: String?
        /// A text after the year, such as a page.
        var locator: String?
        var form = Form.full
        /// Authors and year, if the bibliography has the work.
        var label: Bibliography.Label?
        /// The place of the key's `@`.
        var place: Place
    }
}
