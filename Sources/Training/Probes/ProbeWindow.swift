import Settings

/// The steps at which a probe looks.
public struct ProbeWindow: Sendable, Hashable {
    /// From how many steps to how many.
    public var every: Int
    /// The first of them.
    public var from = 1
    /// None after this one; 0 for the run's end.
    public var until = 0

    /// Each `every`-th step, the first one included.
    public init(every: Int = 1) {
        self.every = every
    }

    /// Whether a probe looks at a step.
    func holds(_ step: Int) -> Bool {
        step >= from && (until == 0 || step <= until) && (step - from) % every == 0
    }

    /// Throws a `SettingFault` when there is no step to look at.
    func check() throws {
        guard until == 0 || until >= from else {
            let message = "a probe from step \(from) until step \(until) never looks"
            throw SettingFault(.conflict, at: ["until"], message, help: "0 stands for the run's end")
        }
    }
}
