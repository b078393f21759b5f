import Experiments
public import Settings
import Training

/// The JSON Schema of a book's YAML: the body of each directive, and `book.yml`.
///
/// It is made from the declarations by which books are read. It tells the form of what is written, for editors that
/// complete and underline; what fits together only the reader says.
public enum BookSchema {
    /// The schema, in the draft 2020-12 of JSON Schema, of what stands under one key of ``BookReference``; without one, of
    /// any body.
    public static func tree(of key: String? = nil) -> Value {
        let roots = (key.map { [$0] } ?? bodies.map { $0.name }).map(reference)
        let root = roots.count == 1 ? roots[0] : .schema(("anyOf", .list(roots)))
        return root.adding(
            ("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
            ("title", .text("Spikebook")),
            ("$defs", .map(definitions))
        )
    }

    /// What stands in a file or a fence of its own.
    private static let bodies: [any Configurable.Type] = [BookConfiguration.self] + Directives.kinds

    /// The keys of an experiment under which units or settings stand.
    private static let keys = ExperimentReference.kinds.filter { $0.absence != nil }

    private static var definitions: [Value.Entry] {
        // A sweep may give the settings that a unit lacks.
        keys.map { .init($0.key, $0.form.schema(isSwept: true)) }
            + bodies.map { .init($0.name, schema(of: $0)) }
    }

    /// A body's schema, in which a key that is explained elsewhere refers to its own.
    private static func schema(of body: any Configurable.Type) -> Value {
        let elsewhere = (body as? any Directive.Type)?.keysElsewhere ?? []
        guard !elsewhere.isEmpty else { return UnitDescription(body).schema() }
        return UnitDescription(body).schema { row in
            keys.contains { $0.key == row.name } ? reference(row.name) : row.form.schema()
        }
    }

    private static func reference(_ key: String) -> Value { .schema(("$ref", .text("#/$defs/\(key)"))) }
}
