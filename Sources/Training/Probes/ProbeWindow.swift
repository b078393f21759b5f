import Settings

/// The steps at which a probe measures.
public struct ProbeWindow: Sendable, Hashable {
    /// The interval between them, in steps.
    public var every: Int
    /// The first step.
    public var from = 1
    /// The last possible step; 0 for the run's end.
    public var until = 0

    /// Every `every`-th step, beginning with the first.
    public init(every: Int = 1) {
        self.every = every
    }

    /// Whether a probe measures at a step.
    func holds(_ step: Int) -> Bool {
        step >= from && (until == 0 || step <= until) && (step - from) % every == 0
    }

    /// Throws a `SettingFault` when the window contains no step.
    func check() throws {
        guard until == 0 || until >= from else {
            let message = "a probe from step \(from) until step \(until) never looks"
            throw SettingFault(.conflict, at: ["until"], message, help: "0 stands for the run's end")
        }
    }
}
