/// Draws one panel: shading, grid, marks, axes, then labels where the marks left room.
struct PanelPainter {
    let layout: FigureLayout
    let plan: PanelPlan
    let index: Int
    private(set) var items: [Scene.Item] = []
    private(set) var summaries: [Summary] = []
    private(set) var labels: LabelPainter?

    /// Whether a line found no place for its name.
    var lacksName: Bool { labels?.lacksName ?? false }

    init(layout: FigureLayout, plan: PanelPlan, index: Int) {
        self.layout = layout
        self.plan = plan
        self.index = index
    }

    mutating func draw() throws {
        let plot = plan.plot
        let y = plan.mapping(top: plot.top, height: plot.height)
        var canvas = Canvas(
            plot: plot,
            x: layout.xMapping(over: plot),
            y: y,
            type: layout.type,
            naming: plan.naming,
            marksLines: layout.marksLines,
            typesetter: layout.typesetter
        )
        for mark in plan.panel.marks { try mark.draw(on: &canvas) }

        drawShading(canvas.x)
        let axes = AxisPainter(typesetter: layout.typesetter, type: layout.type)
        if plan.panel.y != nil { axes.drawGrid(plan, y, into: &items) }
        // The clip leaves room for a line along a limit to keep its full width.
        items.append(
            .clip(Box(left: plot.left, top: plot.top - 1, width: plot.width, height: plot.height + 2), canvas.inside)
        )
        if plan.panel.y != nil { axes.drawY(plan, y, isLabelled: plan.hasOwnTicks, into: &items) }
        axes.drawSecond(plan, into: &items)
        axes.drawBar(plan, into: &items)
        if !plan.isLastInColumn, plan.panel.y != nil {
            let line = Path.segment(Point(plot.left, plot.bottom), Point(plot.right, plot.bottom))
            items.append(.stroke(line, Stroke(.grid)))
        }
        items += canvas.above
        drawHeader()
        try drawEmptiness(canvas)
        var labels = LabelPainter(canvas)
        try labels.draw()
        items += labels.items
        self.labels = labels
        summaries = canvas.summaries.map { summary in
            var summary = summary
            summary.panel = index
            return summary
        }
    }

    private mutating func drawShading(_ x: Mapping) {
        for span in layout.figure.shading {
            var left = max(x.position(span.lowerBound), plan.plot.left)
            var right = min(x.position(span.upperBound), plan.plot.right)
            guard left <= right else { continue }
            if right - left < 1.5 { (left, right) = ((left + right) / 2 - 0.75, (left + right) / 2 + 0.75) }
            let box = Box(left: left, top: plan.plot.top, width: right - left, height: plan.plot.height)
            items.append(.fill(.rectangle(box), Paint(.shade)))
        }
    }

    private mutating func drawHeader() {
        let plot = plan.plot
        let top = plot.top - plan.header.height - 5
        items += plan.header.items(top: top, size: layout.type.label, shift: plot.left)
        guard let label = plan.secondTitle else { return }
        let origin = Point(min(plot.right + 9, layout.width - label.width - 2), top + 14)
        items.append(.text(.init(label: label, origin: origin, paint: Paint(.muted), halo: false)))
    }

    /// Adds a note when the panel has nothing to show.
    private mutating func drawEmptiness(_ canvas: Canvas) throws {
        guard plan.panel.y != nil, canvas.summaries.allSatisfy({ $0.drawn == 0 }), !plan.panel.marks.isEmpty else {
            return
        }
        let hasData = canvas.summaries.contains { $0.points > 0 }
        let label = try layout.typesetter.label(hasData ? "no finite data" : "no data", size: layout.type.label)
        let origin = Point(
            plan.plot.left + (plan.plot.width - label.width) / 2,
            plan.plot.middle + 0.36 * layout.type.label
        )
        items.append(.text(.init(label: label, origin: origin, paint: Paint(.muted), halo: true)))
    }
}
