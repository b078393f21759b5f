import Experiments
public import Settings
import Training

/// The JSON Schema of a book's YAML: the body of each directive, and `book.yml`.
///
/// It is made from the declarations by which books are read. It describes the form of values, for editors that
/// complete and underline; whether values fit together is checked only when the book is read.
public enum BookSchema {
    /// The schema, in draft 2020-12 of JSON Schema, of the contents of one key of ``BookReference``; without a key,
    /// of any body.
    public static func tree(of key: String? = nil) -> Value {
        let roots = (key.map { [$0] } ?? bodies.map { $0.name }).map(reference)
        let root = roots.count == 1 ? roots[0] : .schema(("anyOf", .list(roots)))
        return root.adding(
            ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
            ("title", .text("Spikebook")),
            ("$defs", .map(definitions))
        )
    }

    /// The contents of a file or a fence.
    private static let bodies: [any Configurable.Type] = [BookConfiguration.self] + Directives.kinds

    /// The keys of an experiment that contain units or settings.
    private static let keys = ExperimentReference.kinds.filter { $0.absence != nil }

    private static var definitions: [Value.Entry] {
        // A sweep may provide settings that a unit lacks.
        keys.map { .init($0.key, $0.form.schema(isSwept: true)) }
            + bodies.map { .init($0.name, schema(of: $0)) }
    }

    /// The schema of a body, in which keys documented elsewhere are references.
    private static func schema(of body: any Configurable.Type) -> Value {
        let elsewhere = (body as? any Directive.Type)?.keysElsewhere ?? []
        guard !elsewhere.isEmpty else { return UnitDescription(body).schema() }
        return UnitDescription(body).schema { row in
            keys.contains { $0.key == row.name } ? reference(row.name) : row.form.schema()
        }
    }

    private static func reference(_ key: String) -> Value { .schema(("$ref", .text("#/$defs/\(key)"))) }
}
