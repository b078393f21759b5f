import Analysis
public import Settings
import Traces
import Training

/// The search for the value of a setting at which a run's behaviour changes, by halving an interval.
public struct Bisection: Configurable, Hashable {
    public static let name = "bisect"
    public static let summary =
        "Halves an interval of a setting until the value is known at which a run's behaviour changes."
    public static let settings: [Setting<Bisection>] = [
        Setting("setting", \.setting, "The dotted path of the setting, such as optimizer.sgd.lr."),
        Setting("low", \.low, in: .finite, "The lower end of the interval."),
        Setting("high", \.high, in: .finite, "The upper end of the interval."),
        Setting("halvings", \.halvings, in: 1...200, "How often to halve."),
        Setting("until", \.behaviour, "The behaviour whose change is looked for."),
    ]
    public static let required: Set<String> = ["setting"]

    /// The behaviours that can be searched for.
    public enum Behaviour: String, Sendable, CaseIterable {
        /// The last loss is higher than the one half-way, when all but the slowest motion has decayed; or the run
        /// diverged.
        case grows
        /// The detector finds a spike.
        case spikes
        /// λ_max(Ĥ) passes 2/η after the first tenth of the steps.
        case crosses
    }

    /// The dotted path of the setting.
    public var setting = ""
    /// The lower end.
    public var low = 0.0
    /// The upper end.
    public var high = 1.0
    /// The number of halvings.
    public var halvings = 50
    /// The behaviour whose change is searched for.
    public var behaviour = Behaviour.grows

    public init() {}

    public func validate() throws {
        guard !setting.isEmpty else {
            throw SettingFault(
                .missing,
                at: [],
                "bisect needs the path of a setting",
                help: "setting: optimizer.sgd.lr"
            )
        }
        guard low < high else {
            throw SettingFault(.conflict, at: ["high"], "the interval is empty", help: "low must be below high")
        }
    }

    /// Whether it needs the spike detector.
    var asksDetector: Bool { behaviour == .spikes }

    /// The path as names.
    var path: [String] { setting.split(separator: ".").map(String.init) }

    /// Whether the run recorded in `trace` shows the behaviour.
    func isShown(by trace: Trace, detector: SpikeDetector) -> Bool {
        let losses = trace[.loss]
        switch behaviour {
        case .grows:
            guard case .completed = trace.outcome, let last = losses.last else { return true }
            return last > losses[losses.count / 2]
        case .spikes: return !detector.spikes(in: trace).isEmpty
        case .crosses:
            return zip(trace[.lambdaMax], trace[.threshold]).dropFirst(trace.count / 10).contains { $0 > $1 }
        }
    }
}

/// One value tried in a bisection.
public struct BisectionStep: Sendable, Hashable, Codable {
    /// Its number: 0 and 1 are the interval's ends.
    public var number: Int
    /// The setting's value.
    public var value: Double
    /// Whether the behaviour was shown.
    public var isShown: Bool

    /// Creates a step.
    public init(number: Int, value: Double, isShown: Bool) {
        self.number = number
        self.value = value
        self.isShown = isShown
    }
}
