/// Draws one panel: shading, grid, marks, axes, then labels where the marks left room.
struct PanelPainter {
    let layout: FigureLayout
    let plan: PanelPlan
    let index: Int
    private(set) var items: [Scene.Item] = []
    private(set) var summaries: [Summary] = []

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
            namesLinesAtEnd: !plan.namesAtEnd.isEmpty,
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
        try drawNotes(canvas)
        drawNames(canvas)
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

    private mutating func drawNotes(_ canvas: Canvas) throws {
        var placer = NotePlacer(plot: plan.plot, obstacles: canvas.obstacles)
        for case .text(let text) in canvas.above { placer.occupy(text.box) }
        for note in canvas.notes {
            guard let corner = placer.place(note) else { continue }
            let box = Box(left: corner.x, top: corner.y, width: note.label.width, height: note.label.height)
            // A name right beside its dot needs no leader line.
            if let anchor = note.anchor, !box.grown(by: 9).contains(anchor) {
                items.append(.stroke(PanelPainter.leader(from: anchor, to: box), Stroke(.muted)))
            }
            let origin = Point(corner.x, corner.y + note.label.ascent)
            items.append(.text(.init(label: note.label, origin: origin, paint: Paint(note.role), halo: true)))
        }
        guard placer.leftOut > 0 else { return }
        let words = placer.leftOut == 1 ? "1 name in the table only" : "\(placer.leftOut) names in the table only"
        let label = try layout.typesetter.label(words, size: layout.type.small)
        let plot = plan.plot
        let places = [plot.bottom - label.height - 3, plot.top + 3].flatMap { top in
            [Point(plot.left + 6, top), Point(plot.right - label.width - 4, top)]
        }
        let note = Canvas.Note(label: label, role: .muted, places: places, anchor: nil)
        guard let corner = placer.place(note) else { return }
        let origin = Point(corner.x, corner.y + label.ascent)
        items.append(.text(.init(label: label, origin: origin, paint: Paint(.muted), halo: true)))
    }

    private static func leader(from anchor: Point, to box: Box) -> Path {
        .segment(anchor, box.nearest(to: anchor))
    }

    /// Draws names at the right edge, each as near to its line's end as the others allow, joined to it by a thin
    /// line.
    private mutating func drawNames(_ canvas: Canvas) {
        let names = canvas.names.sorted { $0.end.y < $1.end.y }
        let height = 16.0
        let plot = plan.plot
        let places = Spacing.places(
            for: names.map(\.end.y),
            spacing: height,
            from: plot.top + 2,
            to: max(plot.top + 2, plot.bottom - 2)
        )
        for (name, y) in zip(names, places) {
            let left = plot.right + 12
            var leader = Path.segment(Point(name.end.x + 2, name.end.y), Point(plot.right + 2, name.end.y))
            leader.line(to: Point(left - 3, y))
            items.append(.stroke(leader, Stroke(name.role, width: 1, opacity: 0.6)))
            let origin = Point(left, y + 0.36 * layout.type.label)
            items.append(.text(.init(label: name.label, origin: origin, paint: Paint(name.role), halo: false)))
        }
    }
}
