public import Settings

/// A piecewise constant rate: from each listed step on, the base rate times that entry's factor.
///
/// Factors apply to the base rate and do not accumulate; before the first entry's step the factor is 1.
public struct StepSchedule: Schedule {
    public static let name = "steps"
    public static let summary = "The base rate times a factor that changes at given steps."
    public static let settings: [Setting<StepSchedule>] = [
        Setting(
            "changes",
            \.written,
            .list(.settings(Change.self), alone: true),
            "A list of {at, factor}, by rising `at`: from that step on the rate has that factor."
        )
    ]

    /// A factor and the first step that has it.
    public struct Change: Configurable, Hashable {
        public static let name = "change"
        public static let summary = "A factor on the base rate from a step on."
        public static let settings: [Setting<Change>] = [
            Setting("at", \.step, in: 1...1_000_000_000, "The first step with the factor."),
            Setting("factor", \.factor, in: .nonnegative, "The factor on the base rate."),
        ]

        /// The first step with the factor.
        public var step = 1
        /// The factor on the base rate.
        public var factor = 1.0

        public init() {}

        /// Pairs a first step with its factor.
        public init(at step: Int, factor: Double) {
            self.step = step
            self.factor = factor
        }
    }

    /// The changes, sorted by step.
    public var changes: [Change] = []
    /// The fault of the list that was read last.
    private var fault: SettingFault?

    public init() {}

    private var written: Value {
        get { .list(changes.map(\.resolved)) }
        set {
            do {
                changes = try Change.list(reading: newValue)
                fault = nil
            } catch {
                fault = error.faults.first
            }
        }
    }

    public func validate() throws {
        if let fault { throw fault.under(["changes"]) }
        for (index, (earlier, later)) in zip(changes, changes.dropFirst()).enumerated() where later.step <= earlier.step
        {
            throw SettingFault(
                .conflict,
                at: ["changes", String(index + 1), "at"],
                "step \(later.step) does not come after step \(earlier.step)",
                help: "list the changes by rising step"
            )
        }
    }

    public func factor(step: Int, of steps: Int) -> Double {
        changes.last { $0.step <= step }?.factor ?? 1
    }
}
