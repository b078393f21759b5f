import Settings
import Training

extension CoreRun {
    /// The key of a change that freezes something, and the name of what can be frozen.
    static let freezing = "freeze"
    private static let freezable = "hessian"

    /// Reads `at: {184: {optimizer.adam.eps: 0.1, freeze: hessian}}`; changes accumulate over the steps.
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
            for change in changes where change.path != freezing {
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
            let path = ["at", entry.name, change.name]
            if change.name == freezing {
                guard change.value == .text(freezable) else {
                    let message = "what is frozen is the hessian, found \(change.value.canonicalJSON)"
                    throw SettingFaults([SettingFault(.wrongType, at: path, message, help: "freeze: hessian")])
                }
            } else if !change.name.hasPrefix("optimizer.") {
                let message = "only the optimizer's settings can change during a run, not '\(change.name)'"
                let help = "a path such as optimizer.adam.eps, or freeze: hessian"
                throw SettingFaults([SettingFault(.unknownKey, at: path, message, help: help, atKey: true)])
            }
            return (change.name, change.value)
        }
    }

    /// Checks that the steps of interventions are within the run, and that the loss can be frozen if that is
    /// requested.
    func checkInterventions(_ tree: Value) throws {
        func path(_ step: Int) -> [String] {
            guard case .map(let entries)? = tree["at"] else { return ["at"] }
            return ["at", entries.first { Int($0.name) == step }?.name ?? String(step)]
        }
        if let beyond = interventions.first(where: { $0.step > steps }) {
            let message = "step \(beyond.step) is never reached in \(steps) steps"
            throw SettingFaults([SettingFault(.outOfRange, at: path(beyond.step), message, atKey: true)])
        }
        let freezes = interventions.filter(\.freezesHessian)
        guard let first = freezes.first else { return }
        let place = path(first.step) + [Self.freezing]
        if freezes.count > 1 {
            let message = "the Hessian is frozen from step \(first.step) on"
            let second = path(freezes[1].step) + [Self.freezing]
            throw SettingFaults([SettingFault(.conflict, at: second, message, help: "freeze it once")])
        }
        if loop.problem.batch.size > 0 {
            let message = "the Hessian of one batch of \(loop.problem.batch.size) samples would be frozen"
            throw SettingFaults([SettingFault(.conflict, at: place, message, help: "write batch: full")])
        }
        if loop.rollback != nil {
            let message = "a rollback could lead behind the step at which the Hessian is frozen"
            throw SettingFaults([SettingFault(.conflict, at: place, message, help: "leave one of them out")])
        }
    }

    /// Moves faults of a changed optimizer to the place where the change is written.
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
