import Diagnostics
import Training

/// The variants of an experiment: each sets some dotted paths of its tree.
///
/// A map of path to list gives every combination, the last path varying fastest; a list of maps gives just those.
struct Sweep {
    struct Variant {
        /// Dotted path, value, and where in the sweep the path and the value are written.
        var changes: [(path: [String], value: Value, key: [String], place: [String])]

        /// `optimizer.adam.beta2=0.99, seed=1`; empty when nothing is changed.
        var label: String {
            changes.map { $0.path.joined(separator: ".") + "=" + $0.value.canonicalJSON }.joined(separator: ", ")
        }

        /// The tree with the changes made; a path must begin with a key that an experiment has.
        func applied(to tree: Value) throws -> Value {
            try changes.reduce(tree) { tree, change in
                guard let root = change.path.first, Experiment.keys.contains(root),
                    !["sweep", "seed", "seeds"].contains(root)
                else {
                    throw SettingFaults([
                        SettingFault(
                            .unknownKey,
                            at: change.key,
                            "nothing can be swept at '\(change.path.joined(separator: "."))'",
                            help:
                                "a path begins with model, optimizer, steps, detector, …; seeds have a key of their own",
                            atKey: true
                        )
                    ])
                }
                return tree.setting(change.path, to: change.value)
            }
        }

        /// Runs `body`; a fault at a swept path, or on the way to it where `tree` has nothing, is reported where the sweep
        /// writes it.
        func locating<Result>(in tree: Value, _ body: () throws -> Result) throws -> Result {
            do {
                return try body()
            } catch let error as SettingFaults {
                throw SettingFaults(error.faults.map { located($0, in: tree) })
            }
        }

        private func located(_ fault: SettingFault, in tree: Value) -> SettingFault {
            var copy = fault
            if let change = changes.first(where: { fault.path.starts(with: $0.path) }) {
                let isPath = fault.atKey && fault.path.count == change.path.count
                copy.path = isPath ? change.key : change.place + fault.path.dropFirst(change.path.count)
            } else if tree.value(at: fault.path) == nil,
                let change = changes.first(where: { $0.path.starts(with: fault.path) })
            {
                copy.path = change.key
                copy.atKey = true
            }
            return copy
        }
    }

    let variants: [Variant]

    init(_ value: Value?) throws {
        switch value {
        case nil, .null?: variants = [Variant(changes: [])]
        case .map(let entries)?: variants = try Self.product(entries)
        case .list(let rows)? where !rows.isEmpty: variants = try rows.enumerated().map(Self.row)
        default:
            throw SettingFaults([
                SettingFault(
                    .wrongType,
                    at: ["sweep"],
                    "a sweep is a map of paths to lists, or a list of maps",
                    help: "for instance sweep: {optimizer.adam.beta2: [0.9, 0.99]}"
                )
            ])
        }
    }

    private static func product(_ entries: [Value.Entry]) throws -> [Variant] {
        try entries.reduce([Variant(changes: [])]) { variants, entry in
            guard case .list(let values) = entry.value, !values.isEmpty else {
                throw SettingFaults([
                    SettingFault(
                        .wrongType,
                        at: ["sweep", entry.name],
                        "the values to sweep over are a list of at least one"
                    )
                ])
            }
            let path = entry.name.split(separator: ".").map(String.init)
            return variants.flatMap { variant in
                values.enumerated().map { index, value in
                    let key = ["sweep", entry.name]
                    return Variant(changes: variant.changes + [(path, value, key, key + [String(index)])])
                }
            }
        }
    }

    private static func row(_ index: Int, _ value: Value) throws -> Variant {
        guard case .map(let entries) = value, !entries.isEmpty else {
            throw SettingFaults([
                SettingFault(.wrongType, at: ["sweep", String(index)], "a variant is a map of paths to values")
            ])
        }
        return Variant(
            changes: entries.map { entry in
                let key = ["sweep", String(index), entry.name]
                return (entry.name.split(separator: ".").map(String.init), entry.value, key, key)
            }
        )
    }
}
