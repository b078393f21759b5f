/// What is known about a panel before it is positioned: limits, ticks and their widths, names, header.
struct PanelPlan {
    let panel: Panel
    /// The height of the plot.
    ///
    /// For a panel of fixed aspect it depends on the width.
    var height: Double
    let letter: String?
    let isFirstInRow: Bool
    /// Whether the y axis differs from that of the panel before, and so needs its own labels.
    let isAnotherAxis: Bool
    var isLastInColumn = true
    var showsLabel = true
    var plot = Box(left: 0, top: 0, width: 0, height: 0)

    private(set) var limits: (low: Double, high: Double) = (0, 1)
    private(set) var ticks = Ticks.none
    private(set) var tickLabels: [Label] = []
    private(set) var secondLabels: [(place: Double, label: Label)] = []
    /// Where the names of lines are drawn.
    private(set) var naming = Naming.legend
    /// Whether lines carry the shapes that tell them apart.
    var marksLines = false
    /// Keys shown in the header.
    private(set) var legend: [Key] = []
    private(set) var header = Flow(left: 0, width: 0)
    private(set) var secondTitle: Label?
    /// The colour scale of a heat map; nil for none.
    let bar: ColourScale?
    /// Whether the colour bar is drawn beside this panel.
    var showsBar = false
    /// The largest width of a row's name.
    var mostName = Double.infinity
    /// The tick labels of the colour bar, with their distances from its upper end.
    private(set) var barLabels: [(place: Double, label: Label)] = []

    init(panel: Panel, letter: String?, isFirstInRow: Bool, isAnotherAxis: Bool) {
        self.panel = panel
        self.letter = letter
        self.isFirstInRow = isFirstInRow
        self.isAnotherAxis = isAnotherAxis
        height = panel.height
        bar = panel.marks.lazy.compactMap(\.bar).first
    }

    /// Whether the panel's y ticks have labels.
    var hasOwnTicks: Bool { isFirstInRow || isAnotherAxis }

    /// The width that the tick labels need to the left of the plot.
    var leftWidth: Double { tickLabels.map(\.width).max() ?? 0 }

    /// The height of the header above the plot.
    var headerHeight: Double { header.isEmpty ? 8 : header.height + 6 }

    /// The mapping of the y axis over a plot that starts at `top`.
    func mapping(top: Double, height: Double) -> Mapping {
        let scale = panel.y?.scale ?? .linear
        if case .rows = scale {
            return Mapping(scale: scale, low: limits.low, high: limits.high, start: top, end: top + height)
        }
        return Mapping(scale: scale, low: limits.low, high: limits.high, start: top + height, end: top)
    }

    mutating func planAxis(extent: Extent, _ typesetter: Typesetter, _ type: TypeSizes) throws {
        guard let axis = panel.y else { return }
        var extent = extent
        extent.required += axis.includes
        // The value of a constant series is the one number worth reading off, so it gets a tick.
        if extent.low == extent.high { extent.required.append(extent.low) }
        if let fixed = axis.limits, fixed.lowerBound < fixed.upperBound {
            // A threshold outside fixed limits would be invisible, so it widens them.
            let required = extent.required.filter { axis.scale.admits($0) }
            limits = (
                min(fixed.lowerBound, required.min() ?? fixed.lowerBound),
                max(fixed.upperBound, required.max() ?? fixed.upperBound)
            )
        } else {
            limits = extent.limits(on: axis.scale, air: 0.06)
        }
        let mapping = mapping(top: 0, height: height)
        let count = max(2, min(6, Int(height / 36)))
        ticks = Ticks(for: mapping, count: count, spacing: 16, required: extent.required)
        tickLabels = try ticks.major.map { try typesetter.label($0.label, size: type.tick) }
        if case .rows(let names) = axis.scale {
            // When rows are closer than the height of their names, only some names are drawn. The table has them all.
            let every = max(1, Int((15 * Double(names.count) / height).rounded(.up)))
            let kept = ticks.major.indices.filter { $0 % every == 0 }
            ticks = Ticks(major: kept.map { ticks.major[$0] })
            tickLabels = try kept.map { try shortened(names[$0], to: mostName, typesetter, type) }
        }
        try planSecond(mapping, count: count, typesetter, type)
    }

    /// A name shortened at its end when it would leave no room for the plot.
    private func shortened(
        _ name: String,
        to width: Double,
        _ typesetter: Typesetter,
        _ type: TypeSizes
    ) throws -> Label {
        let label = try typesetter.label(name, size: type.tick)
        guard label.width > width, !name.contains("$") else { return label }
        var text = Substring(name)
        while text.count > 3 {
            text = text.dropLast()
            let short = try typesetter.label(text + "…", size: type.tick)
            if short.width <= width { return short }
        }
        return label
    }

    /// Sets the labels of the colour bar, over a plot of the panel's height.
    mutating func planBar(_ typesetter: Typesetter, _ type: TypeSizes) throws {
        guard let bar, showsBar else { return }
        let mapping = bar.mapping(from: height - (bar.hasZero ? 22 : 0), to: 0)
        let count = max(2, min(6, Int(height / 40)))
        barLabels = try Ticks(for: mapping, count: count, spacing: 16, required: bar.ramp == .diverging ? [0] : [])
            .major.map { (mapping.position($0.value), try typesetter.label($0.label, size: type.tick)) }
        if bar.hasZero { barLabels.append((height - 6, try typesetter.label("0", size: type.tick))) }
    }

    /// The width that the colour bar needs to the right of the plot.
    var barWidth: Double {
        guard showsBar, bar != nil else { return 0 }
        return PanelPlan.barGap + PanelPlan.barThickness + 9 + (barLabels.map(\.label.width).max() ?? 0) + 4
    }

    static let barGap = 12.0
    static let barThickness = 12.0

    private mutating func planSecond(
        _ mapping: Mapping,
        count: Int,
        _ typesetter: Typesetter,
        _ type: TypeSizes
    ) throws {
        guard let second = panel.second, second.factor > 0 else { return }
        let other = Mapping(
            scale: mapping.scale,
            low: mapping.low * second.factor,
            high: mapping.high * second.factor,
            start: mapping.start,
            end: mapping.end
        )
        secondLabels = try Ticks(for: other, count: count, spacing: 18).major.map { tick in
            (other.position(tick.value), try typesetter.label(tick.label, size: type.tick))
        }
        secondTitle = try typesetter.label(second.label, size: type.tick)
    }

    /// The names that may be drawn at their lines.
    private var namesAtLines: [String] { panel.marks.compactMap { $0.key?.nameAtLine } }

    /// The names to be drawn beside the plot.
    var namesAtEnd: [String] { naming == .ends ? namesAtLines : [] }

    /// Decides where the names of lines are drawn: at their ends if none is wider than `room`, within the plot, or in
    /// the legend.
    mutating func planNames(room: Double, _ typesetter: Typesetter, _ type: TypeSizes) throws {
        let names = namesAtLines
        let widest = try names.map { try typesetter.label($0, size: type.label).width }.max() ?? 0
        let hasRoom = Double(names.count) * NameColumn.spacing <= height + NameColumn.spacing
        if panel.second == nil, hasRoom, widest <= room {
            plan(.ends)
        } else if names.count <= PanelPlan.mostInside, hasRoom, widest <= PanelPlan.widestInside {
            plan(.inside)
        } else {
            plan(.legend)
        }
    }

    /// The largest number of names within a plot, and the width that none of them exceeds.
    private static let (mostInside, widestInside) = (5, 110.0)

    /// Has the names of lines drawn in one way, and the other keys in the legend.
    mutating func plan(_ naming: Naming) {
        self.naming = naming
        let keys = panel.marks.compactMap(\.key).filter { naming == .legend || !$0.needsNoLegend }
        var seen: Set<Key> = []
        legend = keys.map { marksLines ? $0 : $0.withoutShape }.filter { seen.insert($0).inserted }
    }

    /// The label of the y axis, with a note when the axis is not linear or does not start from zero.
    private var axisLabel: String? {
        guard let axis = panel.y else { return nil }
        let note: String?
        switch axis.scale {
        case .linear: note = limits.low > 0 || limits.high < 0 ? "not from 0" : nil
        case .log: note = "log scale"
        case .logOrZero: note = "log scale, 0 apart"
        case .symlog(let constant): note = "symlog, linear within ±\(DecimalNumber(constant, significant: 3).text)"
        case .rows: note = nil
        }
        let parts = [axis.label, note].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    /// Sets the header within a width; the label of a second axis stands in the margin, from `margin` before its end.
    mutating func planHeader(width: Double, margin: Double, _ typesetter: Typesetter, _ type: TypeSizes) throws {
        header = Flow(left: 0, width: width)
        if let secondTitle { header.reserve(max(secondTitle.width + 16, margin)) }
        if let letter {
            header.add(.text(try typesetter.label(letter, size: type.label, weight: .bold), .ink), gap: 8)
        }
        if let title = panel.title {
            try header.add(wordsOf: title, .ink, size: type.label, typesetter)
        }
        if showsLabel, let text = axisLabel {
            let label = try typesetter.label(text, size: type.tick)
            if label.width <= width {
                header.add(.text(label, .muted))
            } else {
                try header.add(wordsOf: text, .muted, size: type.tick, typesetter)
            }
        }
        if showsLabel, let bar, !bar.label.isEmpty {
            try header.add(wordsOf: "colour: " + bar.label, .muted, size: type.tick, typesetter)
        }
        for key in legend { try header.add(key, size: type.label, typesetter) }
    }
}
