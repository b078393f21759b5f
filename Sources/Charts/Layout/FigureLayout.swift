/// Lays out a figure as a scene of a given width.
///
/// Margins are set from measured labels first, then panels, then the shared x axis.
struct FigureLayout {
    static let narrow = 480.0
    /// The largest share of the width that a name beside the plot may take.
    private static let mostName = 0.42
    /// The width of a name for which a narrow figure has room beside the plot.
    private static let shortName = 56.0

    let figure: Figure
    let width: Double
    let typesetter: Typesetter
    let type = TypeSizes()
    let columns: Int
    let xLimits: (low: Double, high: Double)
    let xRequired: [Double]
    /// Whether lines carry shapes, since in some panel they differ by their colours alone.
    let marksLines: Bool
    var plans: [PanelPlan] = []
    /// Descriptions of labels that could not be put at their lines.
    private(set) var labelFaults: [String] = []

    private var left = 0.0
    private var right = 0.0
    private var plotWidth = 0.0
    private var columnGap = 22.0

    var isNarrow: Bool { width < FigureLayout.narrow }

    init(_ figure: Figure, width: Double, typesetter: Typesetter) throws {
        try FigureLayout.check(figure, width: width)
        self.figure = figure
        self.width = width
        self.typesetter = typesetter
        marksLines = LineMarkers.areNeeded(in: figure)
        switch figure.arrangement {
        case .stack: columns = 1
        case .grid(let wanted):
            // A phone's width has room for one panel beside its labels.
            let most = width < FigureLayout.narrow ? 1 : Int((width - 50) / 150)
            columns = max(1, min(wanted, figure.panels.count, most))
        }
        var extent = Extent()
        extent.wantsAir = false
        var hasAir = false
        for panel in figure.panels {
            let own = FigureLayout.extents(of: panel, in: figure).x
            extent.add(own)
            hasAir = hasAir || (own.wantsAir && !own.isEmpty)
        }
        extent.wantsAir = hasAir
        extent.required += figure.x.includes
        xRequired = extent.required
        if let fixed = figure.x.limits, fixed.lowerBound < fixed.upperBound {
            xLimits = (fixed.lowerBound, fixed.upperBound)
        } else {
            xLimits = extent.limits(on: figure.x.scale, air: 0.04)
        }
        plans = try makePlans()
    }

    /// Throws when a figure cannot be drawn.
    private static func check(_ figure: Figure, width: Double) throws {
        func refuse(_ problem: String) -> ChartError { .figure(id: figure.id, problem: problem) }
        let isWord = figure.id.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
        guard let first = figure.id.first, first.isLetter, isWord else {
            throw refuse("its id must be a letter, then letters, digits, - and _")
        }
        guard !figure.panels.isEmpty else { throw refuse("it has no panels") }
        guard width >= 240, width <= 4000 else { throw refuse("a width of \(width) px is not between 240 and 4000") }
        guard figure.panels.allSatisfy({ (10...4000).contains($0.height) }) else {
            throw refuse("a panel's height is not between 10 and 4000")
        }
        guard figure.panels.allSatisfy({ (0.2...20).contains($0.aspect ?? 1) }) else {
            throw refuse("a panel's aspect is not between 0.2 and 20")
        }
        for axis in figure.panels.compactMap(\.y) + [figure.x] {
            if let limits = axis.limits, !axis.scale.admits(limits.lowerBound) || !axis.scale.admits(limits.upperBound)
            {
                throw refuse("its axis cannot show the limits \(limits.lowerBound) to \(limits.upperBound)")
            }
            if case .symlog(let constant) = axis.scale, !(constant > 0 && constant.isFinite) {
                throw refuse("the constant of a symlog axis is \(constant), which is not positive")
            }
        }
    }

    /// What two panels of a grid must have in common for their y axes to be shared.
    private struct SharedAxis: Hashable {
        let label: String?
        let scale: Scale?
        let limits: ClosedRange<Double>?

        init(_ panel: Panel) { (label, scale, limits) = (panel.y?.label, panel.y?.scale, panel.y?.limits) }
    }

    static func extents(of panel: Panel, in figure: Figure) -> (x: Extent, y: Extent) {
        var (x, y) = (Extent(), Extent())
        let axes = Axes(x: figure.x.scale, y: panel.y?.scale ?? .linear)
        for mark in panel.marks {
            var (markX, markY) = (Extent(), Extent())
            mark.extend(x: &markX, y: &markY, axes: axes)
            // A mark without an extent along x does not decide about the margin there.
            if markX.isEmpty { markX.wantsAir = x.wantsAir }
            x.add(markX)
            y.add(markY)
        }
        return (x, y)
    }

    private func makePlans() throws -> [PanelPlan] {
        // Panels of a grid that have the same axis share its limits, so that they can be compared.
        var shared: [SharedAxis: Extent] = [:]
        if case .grid = figure.arrangement {
            for panel in figure.panels {
                shared[SharedAxis(panel), default: Extent()].add(FigureLayout.extents(of: panel, in: figure).y)
            }
        }
        return try figure.panels.enumerated().map { index, panel in
            let before = index > 0 ? SharedAxis(figure.panels[index - 1]) : nil
            let letter = figure.panels.count > 1 ? String(UnicodeScalar(UInt8(97 + index % 26))) : nil
            var plan = PanelPlan(
                panel: panel,
                letter: letter,
                isFirstInRow: index % columns == 0,
                isAnotherAxis: before != SharedAxis(panel)
            )
            plan.isLastInColumn = index + columns >= figure.panels.count
            plan.mostName = FigureLayout.mostName * width
            if let aspect = panel.aspect { plan.height = (width / Double(columns) - 90) / aspect }
            try plan.planAxis(
                extent: shared[SharedAxis(panel)] ?? FigureLayout.extents(of: panel, in: figure).y,
                typesetter,
                type
            )
            plan.showsLabel = plan.isAnotherAxis || figure.arrangement == .stack
            plan.showsBar = index % columns == columns - 1 || index == figure.panels.count - 1 && index < columns
            try plan.planBar(typesetter, type)
            // A grid has one legend for all its panels.
            plan.marksLines = marksLines
            if figure.arrangement == .stack {
                let room = isNarrow ? FigureLayout.shortName : FigureLayout.mostName * width
                try plan.planNames(room: room, typesetter, type)
            }
            return plan
        }
    }

    /// Lays out all panels and draws them.
    mutating func scene() throws -> (scene: Scene, summaries: [Summary]) {
        try setMargins()
        var scene = Scene(width: width, height: 0)
        var top = 4.0
        if case .grid = figure.arrangement { top = try addLegend(to: &scene, top: top) }
        var summaries: [Summary] = []
        var bottom = top
        for row in stride(from: 0, to: plans.count, by: columns) {
            let indices = row..<min(row + columns, plans.count)
            for index in indices {
                try plans[index].planHeader(width: headerWidth(of: index), margin: right, typesetter, type)
            }
            let header = indices.map { plans[$0].headerHeight }.max() ?? 0
            for index in indices {
                if let aspect = plans[index].panel.aspect { plans[index].height = plotWidth / aspect }
            }
            let height = indices.map { plans[$0].height }.max() ?? 0
            for index in indices {
                let column = Double(index - row)
                let plot = Box(
                    left: left + column * (plotWidth + columnGap),
                    top: top + header,
                    width: plotWidth,
                    height: height
                )
                plans[index].plot = plot
                let painter = try painted(index)
                scene.items += painter.items
                labelFaults += painter.labels?.strays.map { "\"\($0)\" stands apart from its line" } ?? []
                summaries += painter.summaries
                bottom = plans[index].plot.bottom
            }
            top = bottom + 12
        }
        scene.height = try addAxis(to: &scene, bottom: bottom)
        return (scene, summaries)
    }

    /// A panel, drawn again with its names in the legend when they found no place at their lines.
    mutating func painted(_ index: Int) throws -> PanelPainter {
        var painter = PanelPainter(layout: self, plan: plans[index], index: index)
        try painter.draw()
        guard painter.lacksName else { return painter }
        let before = plans[index].headerHeight
        plans[index].plan(.legend)
        try plans[index].planHeader(width: headerWidth(of: index), margin: right, typesetter, type)
        plans[index].plot.top += plans[index].headerHeight - before
        painter = PanelPainter(layout: self, plan: plans[index], index: index)
        try painter.draw()
        return painter
    }

    private func headerWidth(of index: Int) -> Double {
        columns == 1 ? width - left - (plans[index].panel.second == nil ? 4 : 0) : plotWidth
    }

    private mutating func setMargins() throws {
        let widest = plans.filter(\.isFirstInRow).map(\.leftWidth).max() ?? 0
        let inner = plans.filter { $0.hasOwnTicks && !$0.isFirstInRow }.map(\.leftWidth).max()
        if let inner { columnGap += inner }
        left = max(isNarrow || columns > 1 ? 0 : 58, widest + 12)
        var rightmost = 16.0
        for plan in plans {
            for name in plan.namesAtEnd {
                let room = NameColumn.gap(hasShapes: marksLines) + 6
                rightmost = max(rightmost, try typesetter.label(name, size: type.label).width + room)
            }
            rightmost = max(rightmost, plan.barWidth)
            if !plan.secondLabels.isEmpty {
                rightmost = max(rightmost, 14 + (plan.secondLabels.map(\.label.width).max() ?? 0))
            }
        }
        right = rightmost
        plotWidth = (width - left - right - Double(columns - 1) * columnGap) / Double(columns)
        guard plotWidth >= 40 else {
            throw ChartError.figure(id: figure.id, problem: "its labels leave no room for the plot at \(width) px")
        }
    }

    /// Adds one legend for all panels of a grid, since each name means the same in all of them.
    private func addLegend(to scene: inout Scene, top: Double) throws -> Double {
        var keys: [Key] = []
        for key in figure.panels.flatMap(\.marks).compactMap(\.key) {
            let shown = marksLines ? key : key.withoutShape
            if !keys.contains(shown) { keys.append(shown) }
        }
        guard !keys.isEmpty else { return top }
        var flow = Flow(left: left, width: width - left - 4)
        for key in keys { try flow.add(key, size: type.label, typesetter) }
        scene.items += flow.items(top: top, size: type.label)
        return top + flow.height + 6
    }

    /// Adds the x axis under the last panel of each column and returns the figure's height.
    private func addAxis(to scene: inout Scene, bottom: Double) throws -> Double {
        var lowest = bottom
        for plan in plans where plan.isLastInColumn {
            let axis = AxisPainter(typesetter: typesetter, type: type)
            let mapping = xMapping(over: plan.plot)
            lowest = max(lowest, try axis.drawX(mapping, under: plan.plot, required: xRequired, into: &scene.items))
        }
        if let text = figure.x.label {
            var flow = Flow(left: 0, width: width - 8)
            try flow.add(wordsOf: text, .muted, size: type.tick, gap: 0.32 * type.tick, typesetter)
            scene.items += flow.centred(at: (left + width - right) / 2, in: width, top: lowest + 1)
            lowest += flow.height + 2
        }
        if let whole = figure.whole, whole.lowerBound < whole.upperBound {
            lowest = try addOverview(of: whole, top: lowest, to: &scene)
        }
        return (lowest + 3).rounded(.up)
    }

    /// Adds a thin bar for the whole run, on which the shown part is marked.
    private func addOverview(of whole: Figure.Span, top: Double, to scene: inout Scene) throws -> Double {
        let ends = [whole.lowerBound, whole.upperBound].map { DecimalNumber($0, significant: 15).text }
        let labels = try ends.map { try typesetter.label($0, size: type.tick) }
        let (start, end) = (left + labels[0].width + 8, width - right - labels[1].width - 8)
        guard end - start > 40 else { return top }
        let mapping = Mapping(
            scale: .linear,
            low: whole.lowerBound,
            high: whole.upperBound,
            start: start,
            end: end
        )
        let y = top + 10
        let from = max(mapping.position(xLimits.low), start)
        let to = min(max(mapping.position(xLimits.high), from + 3), end)
        scene.items += [
            .fill(.rectangle(Box(left: start, top: y, width: end - start, height: 2)), Paint(.grid)),
            .fill(.rectangle(Box(left: from, top: y - 1.5, width: max(3, to - from), height: 5)), Paint(.muted)),
        ]
        for (label, x) in zip(labels, [left, end + 8]) {
            scene.items.append(
                .text(.init(label: label, origin: Point(x, y + 5), paint: Paint(.muted), halo: false))
            )
        }
        return top + 20
    }

    /// The mapping of the x axis over a plot.
    func xMapping(over plot: Box) -> Mapping {
        Mapping(scale: figure.x.scale, low: xLimits.low, high: xLimits.high, start: plot.left, end: plot.right)
    }
}
