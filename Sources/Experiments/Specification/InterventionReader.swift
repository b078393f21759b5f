import Training

extension RunSpecification {
    /// `at: {184: {optimizer.adam.eps: 0.1}}`: changes add up over the steps.
    static func interventions(_ tree: Value) throws -> [Intervention] {
        guard let value = tree["at"] else { return [] }
        guard case .map(let steps) = value else {
            throw SettingFaults([
                SettingFault(
                    .wrongType,
                    at: ["at"],
                    "at is a map of step to changes, found \(value.kind)",
                    help: "for instance at: {184: {optimizer.adam.eps: 0.1}}"
                )
            ])
        }
        var current = tree
        let ordered = try steps.map { entry -> (step: Int, entry: Value.Entry) in
            guard let step = Int(entry.name), step >= 1 else {
                throw SettingFaults([
                    SettingFault(
                        .wrongType,
                        at: ["at", entry.name],
                        "'\(entry.name)' is no step from 1 on",
                        atKey: true
                    )
                ])
            }
            return (step, entry)
        }.sorted { $0.step < $1.step }
        for (earlier, later) in zip(ordered, ordered.dropFirst()) where earlier.step == later.step {
            let message = "step \(later.step) is written twice"
            throw SettingFaults([
                SettingFault(.conflict, at: ["at", later.entry.name], message, help: "keep one", atKey: true)
            ])
        }
        return try ordered.map { step, entry in
            let changes = try Self.changes(entry)
            for change in changes {
                current = current.setting(change.path.split(separator: ".").map(String.init), to: change.value)
            }
            let optimizer = try located(changes, under: ["at", entry.name]) {
                try UnitReader.optimizer(current["optimizer"])
            }
            return Intervention(step: step, changes: changes, optimizer: optimizer)
        }
    }

    private static func changes(_ entry: Value.Entry) throws -> [(path: String, value: Value)] {
        guard case .map(let changes) = entry.value, !changes.isEmpty else {
            throw SettingFaults([
                SettingFault(.wrongType, at: ["at", entry.name], "the changes at a step are a map of paths to values")
            ])
        }
        return try changes.map { change in
            guard change.name.hasPrefix("optimizer.") else {
                throw SettingFaults([
                    SettingFault(
                        .unknownKey,
                        at: ["at", entry.name, change.name],
                        "only the optimizer's settings can change during a run, not '\(change.name)'",
                        help: "a path such as optimizer.adam.eps",
                        atKey: true
                    )
                ])
            }
            return (change.name, change.value)
        }
    }

    /// Reports faults of a changed optimizer where the change is written.
    private static func located<Result>(
        _ changes: [(path: String, value: Value)],
        under prefix: [String],
        _ body: () throws -> Result
    ) throws -> Result {
        do {
            return try body()
        } catch let error as SettingFaults {
            throw SettingFaults(
                error.faults.map { fault in
                    let change =
                        changes.first { fault.path.starts(with: $0.path.split(separator: ".").map(String.init)) }
                        ?? changes.first
                    var copy = fault
                    copy.path = prefix + [change?.path].compactMap { $0 }
                    return copy
                }
            )
        }
    }
}
