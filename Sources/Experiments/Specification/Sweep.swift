import Diagnostics
import Settings

/// The variants of an experiment: each sets some dotted paths of its tree.
///
/// A map of path to list gives every combination, the last path varying fastest; a list of maps gives just those, each
/// with a name of its own if wanted.
struct Sweep {
    struct Variant {
        /// Dotted path, value, and where in the sweep the path and the value are written.
        var changes: [(path: [String], value: Value, key: [String], place: [String])]
        /// What the author calls it, and no part of what is run.
        var name: String?
        /// A map of `seed` or `seeds` with its place in the sweep, if it has seeds of its own.
        var seeds: (tree: Value, place: [String])?

        /// Its name, or else `optimizer.adam.beta2=0.99, seed=1`; empty when nothing is changed.
        var label: String {
            name
                ?? changes.map { change in
                    // A value of a program is called by its own name.
                    let path = change.path.first == "values" ? change.path.dropFirst() : change.path[...]
                    return path.joined(separator: ".") + "=" + change.value.canonicalJSON
                }.joined(separator: ", ")
        }

        /// The tree with the changes made; a path must begin with a key that an experiment has.
        ///
        /// Nothing at a whole key leaves the key out, as if it had not been written.
        func applied(to tree: Value) throws -> Value {
            try changes.reduce(tree) { tree, change in
                guard let root = change.path.first, ExperimentKeys.all.contains(root),
                    !["sweep", "seed", "seeds"].contains(root)
                else { throw SettingFaults([Self.unknown(change.path, at: change.key)]) }
                if case .list? = tree[root], change.path.count > 1 {
                    let message = "'\(root)' is a list, into which no path leads"
                    let help = "give the whole list: \(root): […]"
                    throw SettingFaults([SettingFault(.conflict, at: change.key, message, help: help, atKey: true)])
                }
                let leavesOut = change.value == .null && change.path.count == 1
                return leavesOut ? tree.without(root) : tree.setting(change.path, to: change.value)
            }
        }

        private static func unknown(_ path: [String], at key: [String]) -> SettingFault {
            let help =
                path == ["name"]
                ? "names stand in a list of maps: sweep: [{name: plain}, {name: slow, optimizer.adam.lr: 0.01}]"
                : "a path begins with model, optimizer, steps, detector, …; seeds have a key of their own, "
                    + "or stand in a list of maps: sweep: [{seed: 0, steps: 300}, {seed: 1, steps: 400}]"
            let message = "nothing can be swept at '\(path.joined(separator: "."))'"
            return SettingFault(.unknownKey, at: key, message, help: help, atKey: true)
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

    /// Reads the variants; where there are free names, one that is no key of an experiment is that of a value for the
    /// braces of a command.
    init(_ value: Value?, hasFreeNames: Bool = false) throws {
        switch value {
        case nil, .null?: variants = [Variant(changes: [])]
        case .map(let entries)?: variants = try Self.product(entries, hasFreeNames)
        case .list(let rows)? where !rows.isEmpty:
            variants = try rows.enumerated().map { try Self.row($0, $1, hasFreeNames) }
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

    private static func product(_ entries: [Value.Entry], _ hasFreeNames: Bool) throws -> [Variant] {
        let lists = try entries.map { entry in
            guard case .list(let values) = entry.value, !values.isEmpty else {
                let message = "the values to sweep over are a list of at least one"
                throw SettingFaults([SettingFault(.wrongType, at: ["sweep", entry.name], message)])
            }
            return (name: entry.name, values: values)
        }
        try checkCount(lists.map(\.values.count))
        return lists.reduce([Variant(changes: [])]) { variants, list in
            let path = Self.path(list.name, hasFreeNames)
            let key = ["sweep", list.name]
            return variants.flatMap { variant in
                list.values.enumerated().map { index, value in
                    Variant(changes: variant.changes + [(path, value, key, key + [String(index)])])
                }
            }
        }
    }

    /// Before anything is multiplied out: a sweep of a few lines could fill the memory.
    private static func checkCount(_ counts: [Int]) throws {
        let count = counts.reduce(1.0) { $0 * Double($1) }
        guard count > Double(Experiment.runLimit) else { return }
        let message = "\(Value.canonical(count)) runs are more than the \(Experiment.runLimit) allowed"
        let help = "a map of lists gives every combination; a list of maps gives just those"
        throw SettingFaults([SettingFault(.outOfRange, at: ["sweep"], message, help: help)])
    }

    private static func row(_ index: Int, _ value: Value, _ hasFreeNames: Bool) throws -> Variant {
        guard case .map(let entries) = value, !entries.isEmpty else {
            throw SettingFaults([
                SettingFault(.wrongType, at: ["sweep", String(index)], "a variant is a map of paths to values")
            ])
        }
        let place = ["sweep", String(index)]
        let changes = entries.filter { !["name", "seed", "seeds"].contains($0.name) }.map { entry in
            (
                path: path(entry.name, hasFreeNames), value: entry.value, key: place + [entry.name],
                place: place + [entry.name]
            )
        }
        let seeds = entries.filter { ["seed", "seeds"].contains($0.name) }
        return Variant(
            changes: changes,
            name: try entries.first { $0.name == "name" }.map { try name($0.value, index) },
            seeds: seeds.isEmpty ? nil : (.map(seeds), place)
        )
    }

    private static func name(_ value: Value, _ index: Int) throws -> String {
        guard case .text(let name) = value, name.contains(where: { !$0.isWhitespace }) else {
            let found = if case .text = value { "an empty one" } else { value.kind }
            let message = "a variant's name is a text, found \(found)"
            let help = "put a number between quotation marks, or leave the name out"
            throw SettingFaults([SettingFault(.wrongType, at: ["sweep", String(index), "name"], message, help: help)])
        }
        return name
    }

    /// Checks that no variant's name is what one before it is called, or one after it that has no name.
    ///
    /// Those without a seed in common may share a name.
    /// - Parameter seeds: the seeds of each variant.
    /// - Throws: `SettingFaults` at the names that are taken.
    func checkNames(seeds: [[Int]]) throws {
        let rivals = Dictionary(grouping: variants.indices) { variants[$0].label }
        let faults = variants.enumerated().compactMap { index, variant -> SettingFault? in
            guard let name = variant.name else { return nil }
            let own = Set(seeds[index])
            let isTaken = rivals[name, default: []].contains { other in
                (other < index || variants[other].name == nil) && !own.isDisjoint(with: seeds[other])
            }
            guard isTaken else { return nil }
            let message = "another variant is called '\(name)'"
            let help = "give each variant a name of its own, or other seeds"
            return SettingFault(.conflict, at: ["sweep", String(index), "name"], message, help: help)
        }
        if !faults.isEmpty { throw SettingFaults(faults) }
    }

    /// A dotted path as names; below a step of `at` the rest is one name, as it is written there.
    private static func path(_ dotted: String, _ hasFreeNames: Bool) -> [String] {
        if hasFreeNames, !dotted.contains("."), !ExperimentKeys.all.contains(dotted) { return ["values", dotted] }
        let isAtStep = dotted.hasPrefix("at.")
        return dotted.split(separator: ".", maxSplits: isAtStep ? 2 : Int.max).map(String.init)
    }
}
