/// Draws the labels of a panel: the names of its lines, then notes where these leave room.
struct LabelPainter {
    /// A label at a line, as it was put.
    struct Placed {
        var text: String
        var box: Box
        /// The obstacles that are its own line.
        var line: Range<Int>
        var hasLeader: Bool
    }

    private let canvas: Canvas
    private let plot: Box
    private(set) var placer: NotePlacer
    private(set) var items: [Scene.Item] = []
    private(set) var placed: [Placed] = []
    /// Whether a line found no place for its name.
    private(set) var lacksName = false

    init(_ canvas: Canvas) {
        self.canvas = canvas
        plot = canvas.plot
        placer = NotePlacer(plot: canvas.plot, obstacles: canvas.obstacles)
        for case .text(let text) in canvas.above { placer.occupy(text.box) }
    }

    /// The labels that stand nearer to something else than to their own line, and have no leader line to it.
    var strays: [String] {
        placed.filter { label in
            guard !label.hasLeader else { return false }
            let own = placer.obstacles.nearest(of: label.line, to: label.box)?.distance ?? .infinity
            let other = placer.obstacles.distance(to: label.box, without: label.line, within: NotePlacer.beside)
            return own > NotePlacer.beside || own > other
        }.map(\.text)
    }

    mutating func draw() throws {
        if canvas.naming == .ends {
            let columns = NameColumn.columns(canvas.names, in: plot, hasShapes: canvas.marksLines)
            for column in columns { draw(column) }
        } else {
            for name in canvas.names { drawInside(name) }
        }
        for note in canvas.notes { draw(note) }
        try drawCountOfBadValues()
        try drawCountOfOmissions()
    }

    /// Draws the names of a column, or each near its line's end where something is in the column's way.
    private mutating func draw(_ column: NameColumn) {
        guard column.isBeside || column.names.indices.allSatisfy({ placer.isFree(column.box(of: $0)) }) else {
            for name in column.names { drawNearEnd(name) }
            return
        }
        for (index, name) in column.names.enumerated() {
            items.append(.stroke(column.leader(of: index), Stroke(name.role, width: 1, opacity: 0.6)))
            if let shape = name.shape {
                items += LineMarkers.items(shape, at: [column.spot(of: index)], role: name.role)
            }
            draw(name, in: column.box(of: index), hasLeader: true, halo: !column.isBeside)
        }
    }

    private mutating func drawNearEnd(_ name: Canvas.Name) {
        let note = Canvas.Note(
            label: name.label,
            role: name.role,
            places: Canvas.places(of: name.label, around: name.end, gap: 6),
            line: name.line,
            isOptional: true
        )
        guard let place = placer.place(note) else { return lacksName = true }
        if let leader = place.leader {
            items.append(.stroke(.segment(leader.from, leader.to), Stroke(name.role, width: 1, opacity: 0.6)))
        }
        draw(name, in: place.box, hasLeader: place.leader != nil, halo: true)
    }

    private mutating func drawInside(_ name: Canvas.Name) {
        guard let box = NameSpot(placer: placer, plot: plot).box(of: name) else { return lacksName = true }
        draw(name, in: box, hasLeader: false, halo: true)
    }

    private mutating func draw(_ name: Canvas.Name, in box: Box, hasLeader: Bool, halo: Bool) {
        placer.occupy(box)
        placed.append(Placed(text: name.label.plain, box: box, line: name.line, hasLeader: hasLeader))
        draw(name.label, in: box, name.role, halo: halo)
    }

    private mutating func draw(_ note: Canvas.Note) {
        guard let place = placer.place(note) else { return }
        if let leader = place.leader {
            items.append(.stroke(.segment(leader.from, leader.to), Stroke(.muted)))
        }
        if let line = note.line {
            let text = note.label.plain
            placed.append(Placed(text: text, box: place.box, line: line, hasLeader: place.leader != nil))
        }
        draw(note.label, in: place.box, note.role, halo: true)
    }

    private mutating func draw(_ label: Label, in box: Box, _ role: Role, halo: Bool) {
        let origin = Point(box.left, box.top + label.ascent)
        items.append(.text(.init(label: label, origin: origin, paint: Paint(role), halo: halo)))
    }

    /// Says how many values have no place.
    private mutating func drawCountOfBadValues() throws {
        guard canvas.bad > 0 else { return }
        let words = "\(canvas.bad) not drawn (NaN, ∞ or ≤ 0)"
        let label = try canvas.typesetter.label(words, size: canvas.type.small)
        let top = plot.bottom - label.height - 3
        let places = [Point(plot.right - label.width - 4, top), Point(plot.left + 5, top)]
        draw(Canvas.Note(label: label, role: .muted, places: places))
    }

    /// Says how many points' names found no place.
    private mutating func drawCountOfOmissions() throws {
        guard placer.leftOut > 0, !lacksName else { return }
        let words = placer.leftOut == 1 ? "1 name in the table only" : "\(placer.leftOut) names in the table only"
        let label = try canvas.typesetter.label(words, size: canvas.type.small)
        let places = [plot.bottom - label.height - 3, plot.top + 3].flatMap { top in
            [Point(plot.left + 6, top), Point(plot.right - label.width - 4, top)]
        }
        draw(Canvas.Note(label: label, role: .muted, places: places))
    }
}
