import Diagnostics

/// A block of a chapter, with the place of its first character in the author's file.
struct Block: Sendable, Hashable {
    /// The kind and content.
    var kind: Kind
    /// The place of its first character.
    var place: Place

    /// The kinds of block that a chapter may contain.
    indirect enum Kind: Sendable, Hashable {
        case heading(Heading)
        case paragraph([Inline])
        case formula(Formula)
        case code(language: String?, text: String)
        case quote([Block])
        case callout(Callout)
        case list(List)
        case table(Table)
        case directive(Fence)
        case details(Details)
        case rule
    }

    /// A heading with an identifier that is unique within its chapter.
    struct Heading: Sendable, Hashable {
        var level: Int
        var id: String
        var content: [Inline]
    }

    /// A directive's fence: its braced word and its body as written.
    struct Fence: Sendable, Hashable {
        var name: String
        var body: LocatedText
    }

    /// `> [!NOTE] optional title`.
    struct Callout: Sendable, Hashable {
        /// The kinds that GitHub knows.
        enum Kind: String, Sendable, CaseIterable {
            case note, tip, important, warning, caution
        }

        var kind: Kind
        /// The title; empty when the author gave none.
        var title: [Inline]
        var blocks: [Block]
    }

    /// A list, bulleted or numbered.
    struct List: Sendable, Hashable {
        /// The first number; nil for bullets.
        var start: Int?
        /// Whether its paragraphs are written without space between them.
        var isTight: Bool
        var items: [Item]

        /// An item, with a checkbox if it is a task.
        struct Item: Sendable, Hashable {
            var blocks: [Block]
            var isChecked: Bool?
            var place: Place
        }
    }

    /// A table with one header row.
    struct Table: Sendable, Hashable {
        /// The alignment that the author gave a column.
        enum Alignment: Sendable, Hashable {
            case left, centre, right
        }

        var alignments: [Alignment?]
        var header: [[Inline]]
        var rows: [[[Inline]]]
    }

    /// `<details>` around blocks.
    struct Details: Sendable, Hashable {
        var summary: String
        var isOpen: Bool
        var blocks: [Block]
    }
}
