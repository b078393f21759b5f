/// The quiet strip that tells how an experiment was run.
struct ExperimentView: RenderedView, AnchoredView {
    static let templateName = "experiment"

    var code: [Verbatim] { [source, commands] }

    /// Identifier and anchor of the directive.
    var id: String
    /// Such as `Adam, β2 0.99, η 0.15, 2,000 steps, 3 seeds`.
    var summary: Markup
    /// Total time, such as `0.4 s`.
    var wallTime: String
    /// Such as `from the archive` or `run for this build`.
    var origin: String
    /// Short warning beside the summary, such as `1 of 3 diverged`; may be empty.
    var warning = ""
    /// The directive as written.
    var source: Verbatim
    /// The settings with defaults filled in.
    var settings: [SettingView]
    var runs: [RunView]
    /// How logs were read, of runs that were made elsewhere.
    var recordings: [RecordingView] = []
    /// Lines of a shell that reproduce the runs.
    var commands: Verbatim

    var derived: [String: Any] {
        ["runCount": runs.count == 1 ? "1 run" : "\(runs.count) runs"]
    }
}

/// One resolved setting.
struct SettingView: TemplateView {
    var name: String
    var value: String
    /// Whether the author left it at its default.
    var isDefault = false
    /// Where it is explained; may be empty.
    var href = Verbatim("")
}

/// How the log of one run was read.
struct RecordingView: TemplateView {
    /// The variant; empty where there is only one.
    var label: Markup
    var facts: [SettingView]
}

/// One run of an experiment.
struct RunView: TemplateView {
    /// Seed or variant, such as `seed 1, β2 0.999`.
    var label: Markup
    /// First characters of the run's key.
    var keyPrefix: String
    /// Such as `finished` or `diverged at step 812`.
    var outcome: String
    /// Marks an outcome that a reader should notice.
    var isRemarkable = false
    var wallTime: String
}
