/// The folded summary of how an experiment was run.
struct ExperimentView: RenderedView, AnchoredView {
    static let templateName = "experiment"

    var code: [Verbatim] { [source, commands] }

    /// Identifier and HTML id of the directive.
    var id: String
    /// The summary, such as `Adam, β2 0.99, η 0.15, 2,000 steps, 3 seeds`.
    var summary: Markup
    /// The total time, such as `0.4 s`.
    var wallTime: String
    /// When the runs were made, such as `run on 2026-11-30`.
    var origin: String
    /// A short warning beside the summary, such as `1 of 3 diverged`; may be empty.
    var warning = ""
    /// The directive as written.
    var source: Verbatim
    /// The settings that the directive says or varies.
    var settings: [SettingView]
    /// The others with their defaults, in a line.
    var defaults = ""
    /// The first of the runs.
    var runs: [RunView]
    /// The number of all runs.
    var count: Int
    /// How logs were read, for runs that were made elsewhere.
    var recordings: [RecordingView] = []
    /// Shell commands that reproduce the runs.
    var commands: Verbatim

    var derived: [String: Any] {
        ["runCount": count == 1 ? "1 run" : "\(count) runs", "others": count - runs.count]
    }
}

/// One resolved setting.
struct SettingView: TemplateView {
    var name: String
    var value: String
    /// The address of its documentation; may be empty.
    var href = Verbatim("")
}

/// How the log of one run was read.
struct RecordingView: TemplateView {
    /// The variant; empty when there is only one.
    var label: Markup
    var facts: [SettingView]
}

/// One run of an experiment.
struct RunView: TemplateView {
    /// Seed or variant, such as `seed 1, β2 0.999`.
    var label: Markup
    /// The first characters of the run's key.
    var keyPrefix: String
    /// The outcome, such as `finished` or `diverged at step 812`.
    var outcome: String
    /// Whether readers should notice the outcome.
    var isRemarkable = false
    var wallTime: String
}
