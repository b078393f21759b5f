/// A strip of stages along the x axis, each with its digit and colour, and its name where there is room.
public struct StripMark: Mark {
    /// A stretch of x within one stage.
    public struct Segment: Sendable, Hashable {
        /// Where it starts.
        public var start: Double
        /// Where it ends.
        public var end: Double
        /// The stage, 1 to 5; 0 for none.
        public var stage: Int

        /// Creates a segment.
        public init(_ start: Double, _ end: Double, stage: Int) {
            self.start = start
            self.end = end
            self.stage = stage
        }
    }

    /// The stretches, in order.
    public var segments: [Segment]
    /// Names of the stages by their number.
    public var names: [Int: String]

    /// Creates a strip.
    public init(_ segments: [Segment], names: [Int: String] = [:]) {
        self.segments = segments
        self.names = names
    }

    /// Widens the x axis to hold all segments.
    public func extend(x: inout Extent, y: inout Extent, axes: Axes) {
        var places = Extent()
        places.wantsAir = false
        for segment in segments {
            places.add(segment.start)
            places.add(segment.end)
        }
        x.add(places)
    }

    /// Draws the stages, frequent ones first, so that a rare one is never painted over.
    ///
    /// No stretch is narrower than 1.5 pixels.
    public func draw(on canvas: inout Canvas) throws {
        let plot = canvas.plot
        canvas.fill(.rectangle(plot), Paint(.page))
        var total: [Int: Double] = [:]
        for segment in segments { total[segment.stage, default: 0] += segment.end - segment.start }
        let stages = total.keys.sorted { (total[$0] ?? 0, $0) > (total[$1] ?? 0, $1) }
        for stage in stages {
            for box in boxes(of: stage, on: canvas) { paint(box, stage: stage, on: &canvas) }
        }
        for segment in segments { try write(segment, on: &canvas) }
        canvas.strokeAbove(.rectangle(plot), Stroke(.axis, opacity: 0.5))
    }

    /// The areas that a stage covers, merged by half-pixel columns.
    ///
    /// Their number is bounded by the width rather than the number of segments.
    private func boxes(of stage: Int, on canvas: Canvas) -> [Box] {
        let plot = canvas.plot
        var boxes: [Box] = []
        for segment in segments where segment.stage == stage {
            var left = max(canvas.x.position(segment.start), plot.left)
            var right = min(canvas.x.position(segment.end), plot.right)
            guard left <= right, right >= plot.left, left <= plot.right else { continue }
            if right - left < 1.5 {
                left = max(plot.left, min((left + right) / 2 - 0.75, plot.right - 1.5))
                right = left + 1.5
            }
            if let last = boxes.last, left - last.right < 0.5 {
                boxes[boxes.count - 1].width = max(last.right, right) - last.left
            } else {
                boxes.append(Box(left: left, top: plot.top, width: right - left, height: plot.height))
            }
        }
        return boxes
    }

    private func paint(_ box: Box, stage: Int, on canvas: inout Canvas) {
        guard stage == 0 else {
            canvas.fill(.rectangle(box), Paint(.area(stage)))
            if box.width > 4 {
                for x in [box.left, box.right] where x > canvas.plot.left + 1 && x < canvas.plot.right - 1 {
                    canvas.stroke(.segment(Point(x, box.top), Point(x, box.bottom)), Stroke(.page, width: 1))
                }
            }
            return
        }
        canvas.stroke(.hatch(in: box), Stroke(.axis, width: 0.75))
    }

    private func write(_ segment: Segment, on canvas: inout Canvas) throws {
        let left = max(canvas.x.position(segment.start), canvas.plot.left)
        let width = min(canvas.x.position(segment.end), canvas.plot.right) - left
        guard segment.stage != 0, width >= 12 else { return }
        let digit = String(segment.stage)
        let full = try names[segment.stage].map {
            try canvas.typesetter.label("\(digit) \($0)", size: canvas.type.small)
        }
        let short = try canvas.typesetter.label(digit, size: canvas.type.small)
        let label = full.flatMap { $0.width + 10 <= width ? $0 : nil } ?? short
        let baseline = canvas.plot.middle + 0.36 * canvas.type.small
        canvas.above.append(
            .text(
                .init(
                    label: label,
                    origin: Point(left + (width - label.width) / 2, baseline),
                    paint: Paint(.ink),
                    halo: false
                )
            )
        )
    }
}

extension Panel {
    /// A strip of stages, 26 pixels high.
    public static func strip(_ title: String?, _ mark: StripMark) -> Panel {
        Panel(title, y: nil, height: 26, marks: [mark])
    }
}
