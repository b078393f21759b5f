public import Settings
public import Tensors

/// Factors on the learning rate and on the gradient of tensors whose names match patterns.
///
/// Authors write them as `layers: [{match: "embedding.*", lr: 0.1}, {match: "*.bias", gradient: 0.5}]`. The first
/// pattern that matches a tensor decides; tensors that none matches have the factors 1.
///
/// The factor on the gradient is GLM-130B's embedding shrink (Zeng and others 2022): it is applied before all guards,
/// as if the loss's derivative had been scaled. Adam's step depends on it only through ε and through guards that use
/// the norm of the whole gradient. The factor on the rate is PyTorch's `lr` of a parameter group: it scales the step,
/// including decoupled weight decay.
public struct LayerFactors: Sendable, Hashable {
    /// A pattern and its factors.
    public struct Rule: Configurable, Hashable {
        public static let name = "layer"
        public static let summary = "Factors for the tensors whose names match a pattern."
        public static let settings: [Setting<Rule>] = [
            Setting(
                "match",
                \.pattern,
                "A pattern over tensor names such as dense1.weight; * stands for any characters, ? for one."
            ),
            Setting("lr", \.learningRate, in: .nonnegative, "The factor on the learning rate; 0 freezes."),
            Setting("gradient", \.gradient, in: .nonnegative, "The factor on the gradient, before all guards."),
        ]
        public static let required: Set<String> = ["match"]

        /// The pattern for tensor names.
        public var pattern = ""
        /// The factor on the learning rate.
        public var learningRate = 1.0
        /// The factor on the gradient.
        public var gradient = 1.0

        public init() {}

        /// A rule for the tensors that match `pattern`.
        public init(_ pattern: String, learningRate: Double = 1, gradient: Double = 1) {
            self.pattern = pattern
            self.learningRate = learningRate
            self.gradient = gradient
        }

        public func validate() throws {
            guard pattern.isEmpty else { return }
            let help = "write match: \"embedding.*\""
            throw SettingFault(.missing, at: ["match"], "a pattern over tensor names is wanted", help: help)
        }

        /// Whether the pattern matches all of `name`.
        public func matches(_ name: String) -> Bool {
            let (pattern, name) = (Array(pattern), Array(name))
            var (here, there) = (0, 0)
            // The index of the last star, and the number of characters it has matched so far.
            var star: (place: Int, taken: Int)?
            while there < name.count {
                if here < pattern.count, pattern[here] == "*" {
                    star = (here, there)
                    here += 1
                } else if here < pattern.count, pattern[here] == "?" || pattern[here] == name[there] {
                    here += 1
                    there += 1
                } else if let last = star {
                    star = (last.place, last.taken + 1)
                    (here, there) = (last.place + 1, last.taken + 1)
                } else {
                    return false
                }
            }
            return pattern[here...].allSatisfy { $0 == "*" }
        }
    }

    /// The rules; the first one that matches a tensor decides.
    public var rules: [Rule]

    /// Creates factors from rules; without any, all are 1.
    public init(_ rules: [Rule] = []) {
        self.rules = rules
    }

    /// Reads a list of rules, or a single rule.
    ///
    /// Throws `SettingFaults` whose paths begin at the list.
    public init(reading value: Value) throws {
        rules = try Rule.list(reading: value)
    }

    /// Every rule with all its settings: the canonical form.
    public var resolved: Value { .list(rules.map(\.resolved)) }

    /// The factors of each tensor of `layout`.
    ///
    /// Throws `SettingFaults`, whose paths begin at the list, for a pattern that applies to no tensor: it matches
    /// none, or earlier patterns match all that it does.
    public func scaling(of layout: ParameterLayout) throws -> LayerScaling {
        let names = layout.slices.map(\.name)
        let deciding = names.map { name in rules.firstIndex { $0.matches(name) } }
        let faults = rules.indices.filter { !deciding.contains($0) }.map { index in
            let pattern = rules[index].pattern
            let isHidden = names.contains { rules[index].matches($0) }
            return SettingFault(
                .conflict,
                at: [String(index), "match"],
                isHidden ? "earlier patterns match all that '\(pattern)' matches" : "no tensor matches '\(pattern)'",
                help: isHidden ? "the first pattern decides" : "tensors: " + names.joined(separator: ", ")
            )
        }
        if !faults.isEmpty { throw SettingFaults(faults) }
        return LayerScaling(layout) { index in
            deciding[index].map { (rules[$0].learningRate, rules[$0].gradient) } ?? (1, 1)
        }
    }
}
