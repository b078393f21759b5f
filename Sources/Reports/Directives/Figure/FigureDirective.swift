import Settings

/// A figure: a preset view of one run, or explicit panels with a query for each mark.
struct FigureDirective: SeeingDirective {
    static let name = "figure"
    static let summary = "A figure drawn from a run or from queries."
    static let example = """
        id: fig-loss
        caption: The loss falls, then spikes.
        alt: The loss over the steps of a run, on a log axis; it falls, then rises.
        x: {label: step}
        panels:
          - y: {label: loss, scale: log}
            marks:
              - line: {sql: "SELECT step AS x, loss AS y FROM trace"}
              - rule: {at: 0.5, label: start}
        """
    static let settings: [Setting<FigureDirective>] = [
        Setting("id", \.id, "The identifier, unique in the book."),
        Setting("view", \.view, "What is drawn."),
        Setting("from", \.from, "The experiment that anatomy, run and portrait show."),
        Setting("variant", \.variant, "Which variant of the sweep, as the tables print it; the first if absent."),
        Setting("seed", \.seed, in: -1...Int(1e9), "Which seed; the first if absent."),
        Setting("spike", \.spike, in: 1...1_000_000, "Which spike anatomy and portrait show, from 1."),
        Setting(
            "window",
            \.window,
            each: .finite,
            "First and last step of anatomy, instead of a window around the spike."
        ),
        Setting("x", \.x, .settings(AxisSettings.self), "The x axis of a plot: {label, scale, include, limits}."),
        Setting(
            "panels",
            \.panels,
            .list(.settings(PanelSettings.self), atLeast: 1),
            allowed: "a list of maps",
            "The panels of a plot: a list of {title, y, height, marks}."
        ),
        Setting("columns", \.columns, in: 0...4, "Panels in a row; 0 stacks them over one x axis."),
        seesSetting(\.sees),
        Setting("caption", \.caption, "The caption; its first sentence is the finding. TeX stands in single quotes."),
        Setting("alt", \.alt, "The text alternative, 80 to 250 characters."),
        Setting("wide", \.isWide, "Whether the figure reaches into the margin."),
        Setting("width", \.width, in: 0...940, "The width in pixels; 0 is the column, or what suits the view."),
    ]
    static let required: Set<String> = ["id", "caption", "alt"]

    /// The kinds of view.
    enum View: String, CaseIterable {
        /// One spike in five panels.
        case anatomy
        /// The whole run in three panels.
        case run
        /// One spike as a path in the plane of curvature and squared gradient over second moment.
        case portrait
        /// The panels that the author wrote.
        case plot
    }

    var id = ""
    var view = View.plot
    var from = ""
    var variant = ""
    var seed = -1
    var spike = 1
    var window: [Double] = []
    var x = Value.null
    var panels = Value.null
    var columns = 0
    var sees: [String] = []
    var caption = ""
    var alt = ""
    var isWide = false
    var width = 0

    init() {}

    /// Whether it is drawn from queries, and not from a run.
    var isPlot: Bool { view == .plot }

    /// The width in pixels for which it is drawn.
    var drawnWidth: Double {
        if width > 0 { return Double(width) }
        return view == .portrait ? 480 : isWide ? 940 : 720
    }

    func validate() throws {
        try validateID()
        var faults = [
            required("caption", caption, help: "say in its first sentence what the figure shows"),
            altFault, windowFault, widthFault, subjectFault,
        ].compactMap { $0 }
        do {
            if isPlot, panels != .null { _ = try plot }
        } catch let error as SettingFaults {
            faults += error.faults
        }
        if !faults.isEmpty { throw SettingFaults(faults) }
    }

    private var altFault: SettingFault? {
        guard !alt.trimmed.isEmpty else {
            return required("alt", alt, help: "describe kind, variables, range and finding for those who cannot see it")
        }
        guard !(40...400).contains(alt.count) else { return nil }
        return SettingFault(
            .outOfRange,
            at: ["alt"],
            "the text alternative has \(alt.count) characters",
            help: "80 to 250 say kind, variables, range and finding; 40 to 400 are allowed"
        )
    }

    private var windowFault: SettingFault? {
        guard !window.isEmpty, window.count != 2 || window[0] >= window[1] else { return nil }
        return SettingFault(
            .outOfRange,
            at: ["window"],
            "a window is a first and a last step",
            help: "window: [700, 900]"
        )
    }

    private var widthFault: SettingFault? {
        guard (1..<320).contains(width) else { return nil }
        return SettingFault(.outOfRange, at: ["width"], "a figure is at least 320 pixels wide")
    }

    /// The fault of a figure that lacks what its view needs.
    private var subjectFault: SettingFault? {
        if isPlot {
            guard panels == .null else { return nil }
            let help = "write from: and view: anatomy or run, or spell out panels:"
            return SettingFault(.missing, at: [], "figure '\(id)' has nothing to draw", help: help)
        }
        guard from.isEmpty else { return nil }
        return SettingFault(.missing, at: [], "figure '\(id)' names no experiment", help: "write from: and its id")
    }

    /// The panels as written; throws `SettingFaults`.
    var plot: PlotSettings {
        get throws { try PlotSettings(x: x, panels: panels) }
    }
}
