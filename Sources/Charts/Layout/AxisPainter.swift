/// Draws axes: lines, ticks and their labels.
struct AxisPainter {
    let typesetter: Typesetter
    let type: TypeSizes

    /// Draws the x axis under a plot and returns how far down it reaches.
    func drawX(
        _ mapping: Mapping,
        under plot: Box,
        required: [Double],
        into items: inout [Scene.Item]
    ) throws -> Double {
        let (ticks, labels) = try xTicks(mapping, required: required)
        let y = plot.bottom
        items.append(.stroke(.segment(Point(plot.left, y), Point(plot.right, y)), Stroke(.axis)))
        var marks = Path()
        for value in ticks.minor {
            marks.add(.segment(at(mapping.position(value), y), at(mapping.position(value), y + 3)))
        }
        for (tick, label) in zip(ticks.major, labels) {
            let x = mapping.position(tick.value)
            marks.add(.segment(at(x, y), at(x, y + 5)))
            let origin = Point(x - label.width / 2, y + 9 + 0.73 * type.tick)
            items.append(.text(.init(label: label, origin: origin, paint: Paint(.muted), halo: false)))
        }
        items.append(.stroke(marks, Stroke(.axis)))
        return y + 8 + type.tick
    }

    private func at(_ x: Double, _ y: Double) -> Point { Point(x, y) }

    /// Chooses as many ticks as their labels have room for.
    private func xTicks(_ mapping: Mapping, required: [Double]) throws -> (Ticks, [Label]) {
        var count = max(2, Int(mapping.length / 90))
        while true {
            let ticks = Ticks(for: mapping, count: count, spacing: 40, required: required)
            let labels = try ticks.major.map { try typesetter.label($0.label, size: type.tick) }
            if count <= 2 || AxisPainter.areApart(ticks, labels, mapping) { return thinned(ticks, labels, mapping) }
            count -= 1
        }
    }

    private static func areApart(_ ticks: Ticks, _ labels: [Label], _ mapping: Mapping) -> Bool {
        let boxes = zip(ticks.major, labels).map { tick, label in
            let middle = mapping.position(tick.value)
            return (left: middle - label.width / 2, right: middle + label.width / 2)
        }
        return zip(boxes, boxes.dropFirst()).allSatisfy { $1.left - $0.right >= 8 }
    }

    /// Drops labels that would still touch the one before.
    private func thinned(_ ticks: Ticks, _ labels: [Label], _ mapping: Mapping) -> (Ticks, [Label]) {
        var major: [Ticks.Tick] = []
        var kept: [Label] = []
        var end = -Double.infinity
        for (tick, label) in zip(ticks.major, labels) {
            let middle = mapping.position(tick.value)
            guard middle - label.width / 2 - end >= 6 else { continue }
            end = middle + label.width / 2
            major.append(tick)
            kept.append(label)
        }
        return (Ticks(major: major, minor: ticks.minor), kept)
    }

    /// Draws the y axis at a plot's left edge, with grid lines across its width.
    ///
    /// Labels are drawn only where `isLabelled`.
    func drawY(_ plan: PanelPlan, _ mapping: Mapping, isLabelled: Bool, into items: inout [Scene.Item]) {
        let plot = plan.plot
        var isRows = false
        if case .rows = mapping.scale { isRows = true }
        var marks = Path()
        for value in plan.ticks.minor {
            let y = mapping.position(value)
            marks.add(.segment(Point(plot.left - 3, y), Point(plot.left, y)))
        }
        for (tick, label) in zip(plan.ticks.major, plan.tickLabels) {
            let y = mapping.position(tick.value)
            if !isRows { marks.add(.segment(Point(plot.left - 5, y), Point(plot.left, y))) }
            guard isLabelled else { continue }
            let origin = Point(plot.left - 9 - label.width, y + 0.36 * type.tick)
            items.append(.text(.init(label: label, origin: origin, paint: Paint(.muted), halo: false)))
        }
        if !isRows { marks.add(.segment(Point(plot.left, plot.top), Point(plot.left, plot.bottom))) }
        if !marks.isEmpty { items.append(.stroke(marks, Stroke(.axis))) }
    }

    /// Draws pale lines across the plot at the labelled ticks.
    func drawGrid(_ plan: PanelPlan, _ mapping: Mapping, into items: inout [Scene.Item]) {
        var lines = Path()
        for tick in plan.ticks.major {
            let y = mapping.position(tick.value)
            lines.add(.segment(Point(plan.plot.left, y), Point(plan.plot.right, y)))
        }
        guard !lines.isEmpty else { return }
        items.append(.stroke(lines, Stroke(.grid)))
    }

    /// Draws the second axis at the plot's right edge.
    func drawSecond(_ plan: PanelPlan, into items: inout [Scene.Item]) {
        guard !plan.secondLabels.isEmpty else { return }
        let plot = plan.plot
        var marks = Path.segment(Point(plot.right, plot.top), Point(plot.right, plot.bottom))
        for (place, label) in plan.secondLabels {
            let y = plot.top + place
            marks.add(.segment(Point(plot.right, y), Point(plot.right + 5, y)))
            let origin = Point(plot.right + 9, y + 0.36 * type.tick)
            items.append(.text(.init(label: label, origin: origin, paint: Paint(.muted), halo: false)))
        }
        items.append(.stroke(marks, Stroke(.axis)))
    }

    /// Draws the colour bar of a heat map to the right of its plot.
    func drawBar(_ plan: PanelPlan, into items: inout [Scene.Item]) {
        guard let bar = plan.bar, plan.showsBar else { return }
        let plot = plan.plot
        let left = plot.right + PanelPlan.barGap
        let width = PanelPlan.barThickness
        let box = Box(left: left, top: plot.top, width: width, height: plot.height - (bar.hasZero ? 22 : 0))
        let steps = (0..<127).map { Shade(bar.ramp, level: Shade.top - UInt8(2 * $0)) as Shade? }
        items.append(.picture(Picture(box: box, columns: 1, cells: steps)))
        var frame = Path.rectangle(box)
        if bar.hasZero {
            frame.add(.rectangle(Box(left: left, top: plot.bottom - 12, width: width, height: 12)))
        }
        for (place, label) in plan.barLabels {
            let y = plot.top + place
            frame.add(.segment(Point(left + width, y), Point(left + width + 4, y)))
            let origin = Point(left + width + 8, y + 0.36 * type.tick)
            items.append(.text(.init(label: label, origin: origin, paint: Paint(.muted), halo: false)))
        }
        items.append(.stroke(frame, Stroke(.axis)))
    }
}
