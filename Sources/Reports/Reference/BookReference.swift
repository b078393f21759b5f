import Experiments
public import Settings
import Training

/// Everything that a book can contain: the keys of experiments, the other directives, and `book.yml`.
///
/// The command line's catalogue is made from it.
public enum BookReference {
    /// The kinds of an experiment's units and settings, followed by all others.
    public static let kinds: [UnitKind] =
        ExperimentReference.kinds
        + Directives.kinds.filter { $0.keysElsewhere.isEmpty }.map { directive in
            kind(directive, "Directive {\(directive.name)}", directive.summary, example: directive.example)
        }
        + [book]

    /// The kind of a key.
    public static func kind(_ key: String) -> UnitKind? { kinds.first { $0.key == key } }

    /// The file or directive that contains the keys of a kind, if the kind is not a key of an experiment itself.
    public static func home(of kind: UnitKind) -> String {
        if ExperimentReference.kinds.contains(where: { $0.key == kind.key }) { return "the directive {experiment}" }
        return kind.key == book.key ? "book.yml" : "the directive {\(kind.key)}"
    }

    private static let book = kind(
        BookConfiguration.self,
        "The book as a whole",
        "What book.yml says of the book as a whole.",
        example: "title: My book\nsentence: What it asks."
    )

    private static func kind(_ unit: any Configurable.Type, _ title: String, _ summary: String, example: String)
        -> UnitKind
    {
        UnitKind(unit.name, title, summary, without: nil, example: example, isNamed: false, units: [unit])
    }
}
