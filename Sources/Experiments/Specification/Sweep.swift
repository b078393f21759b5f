import Diagnostics
import Settings

/// The variants of an experiment, each of which sets some dotted paths of its tree.
///
/// A map from paths to lists gives all combinations, in which the last path varies fastest. A list of maps gives just
/// those variants, each with an optional name.
struct Sweep {
    struct Variant {
        /// The dotted path, the value, and where in the sweep both are written.
        var changes: [(path: [String], value: Value, key: [String], place: [String])]
        /// The author's name of the variant, which does not affect its runs.
        var name: String?
        /// The variant's own `seed` or `seeds`, with the path in the sweep; nil when it has none.
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

        /// Runs `body` and reports faults at swept paths where the sweep writes them.
        ///
        /// This includes faults on the way to a swept path where `tree` has no value.
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

    /// Checks the number of variants before they are expanded, since a short sweep could fill the memory.
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

    /// Checks that no variant's name equals the label of an earlier one, or of a later one without a name.
    ///
    /// Variants without a common seed may share a name.
    ///
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
