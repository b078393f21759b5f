/// A heat map: a cell for each pair of column and row, coloured by its value.
///
/// It belongs in a panel whose y axis has the scale `rows`. The x axis has that scale too when the columns are
/// categories, and is linear when they are ranges of steps. Cells without a value are hatched.
public struct HeatMark: Mark {
    /// The cells.
    public var grid: HeatGrid
    /// The mapping from values to colours.
    public var colours: ColourScale
    /// The significant digits of the numbers in cells.
    public var digits: Int
    /// The x positions of ticks on the upper edge, such as those of events.
    public var ticks: [Double]

    /// Creates a heat map.
    public init(_ grid: HeatGrid, colours: ColourScale, digits: Int = 3, ticks: [Double] = []) {
        self.grid = grid
        self.colours = colours
        self.digits = digits
        self.ticks = ticks
    }

    /// The colour bar beside the plot.
    ///
    /// Its label explains hatched cells.
    public var bar: ColourScale? {
        var bar = colours
        let notes = hasGaps ? ["hatched: none"] : []
        bar.label = ([colours.label] + notes).filter { !$0.isEmpty }.joined(separator: "; ")
        return bar
    }

    /// Widens the x axis to hold the range of steps.
    public func extend(x: inout Extent, y: inout Extent, axes: Axes) {
        guard let span = grid.span else { return }
        x.wantsAir = false
        x.add(span.lowerBound)
        x.add(span.upperBound)
    }

    /// A table with a row for each cell.
    public var records: DataTable? {
        let hasCorners = grid.cells.contains { $0?.corner != nil }
        let rows = grid.cells.enumerated().compactMap { index, cell in
            cell.map { cell in
                [grid.columns[index % grid.columns.count], grid.rows[index / grid.columns.count]]
                    + [DataTable.number(cell.value)] + (hasCorners ? [cell.corner ?? ""] : [])
            }
        }
        return DataTable(columns: ["x", "y", "value"] + (hasCorners ? ["note"] : []), rows: rows)
    }

    /// The table of cells, or the range of each row when the columns are steps.
    public var digest: DataTable? {
        let width = grid.columns.count
        guard grid.span == nil else {
            return DataTable(
                columns: ["y", "min", "median", "max"],
                rows: grid.rows.enumerated().map { index, name in
                    let values = grid.cells[(index * width)..<((index + 1) * width)].compactMap { $0?.value }
                    let sorted = values.filter(\.isFinite).sorted()
                    guard let low = sorted.first, let high = sorted.last else { return [name, "", "", ""] }
                    return [name] + [low, sorted[sorted.count / 2], high].map(DataTable.cell)
                }
            )
        }
        return DataTable(
            columns: ["y"] + grid.columns,
            rows: grid.rows.enumerated().map { index, name in
                [name]
                    + grid.cells[(index * width)..<((index + 1) * width)].map { cell in
                        guard let cell else { return "" }
                        let text = text(of: cell)
                        return cell.corner.map { "\(text) (\($0))" } ?? text
                    }
            }
        )
    }

    private var hasGaps: Bool { grid.cells.contains { $0.map { isGap($0.value) } ?? true } }

    /// Whether a cell with this value is hatched.
    private func isGap(_ value: Double) -> Bool {
        colours.shade(of: value) == nil && !(colours.hasZero && value == 0)
    }

    /// Draws the cells over a hatched ground, with their numbers where there is room.
    public func draw(on canvas: inout Canvas) throws {
        let plot = canvas.plot
        canvas.fill(.rectangle(plot), Paint(.page))
        if hasGaps { canvas.stroke(.hatch(in: plot), Stroke(.axis, width: 0.75)) }
        if grid.span == nil { try drawCells(on: &canvas) } else { drawPicture(on: &canvas) }
        canvas.strokeAbove(.rectangle(plot), Stroke(.axis))
        var marks = Path()
        for place in ticks.map(canvas.x.position) where place >= plot.left && place <= plot.right {
            marks.add(.segment(Point(place, plot.top - 6), Point(place, plot.top)))
        }
        canvas.strokeAbove(marks, Stroke(.series1, width: 1.5))
        canvas.summaries.append(try summary)
    }

    private var summary: Summary {
        get throws {
            let values = grid.cells.compactMap { $0?.value }
            var summary = Summary()
            summary.name = try Typesetter.plain(colours.label)
            summary.points = grid.points
            summary.drawn = values.filter { !isGap($0) }.count
            summary.nan = values.filter(\.isNaN).count
            summary.nonPositive = values.filter { $0.isFinite && isGap($0) }.count
            let finite = values.filter(\.isFinite)
            if let low = finite.min(), let high = finite.max() { summary.range = low...high }
            summary.method = grid.method
            return summary
        }
    }

    // MARK: - Categories

    private func drawCells(on canvas: inout Canvas) throws {
        let size = (
            width: canvas.plot.width / Double(max(grid.columns.count, 1)),
            height: canvas.plot.height / Double(max(grid.rows.count, 1))
        )
        for (index, cell) in grid.cells.enumerated() {
            guard let cell, !isGap(cell.value) else { continue }
            let box = Box(
                left: canvas.plot.left + Double(index % grid.columns.count) * size.width,
                top: canvas.plot.top + Double(index / grid.columns.count) * size.height,
                width: size.width,
                height: size.height
            )
            let shade = colours.shade(of: cell.value)
            canvas.fill(.rectangle(box), shade.map { Paint($0) } ?? Paint(.page))
            canvas.stroke(.rectangle(box), Stroke(shade == nil ? .grid : .page))
            try write(cell, shade.map { Paint($0.ink) } ?? Paint(.ink), in: box, on: &canvas)
        }
    }

    private func text(of cell: HeatGrid.Cell) -> String {
        guard cell.value.isFinite else { return DataTable.cell(cell.value) }
        return cell.label ?? DecimalNumber(cell.value, significant: digits).text
    }

    /// Draws the number and the corner's text below it, or a small triangle where the text has no room.
    private func write(_ cell: HeatGrid.Cell, _ paint: Paint, in box: Box, on canvas: inout Canvas) throws {
        let text = text(of: cell)
        var lines = try [text, cell.corner].compactMap(\.self).map {
            try canvas.typesetter.label($0, size: canvas.type.small)
        }
        let isCorner = cell.corner != nil
        func fits() -> Bool {
            box.width >= 34 && lines.allSatisfy { $0.width + 4 <= box.width } && Double(lines.count) * 15 <= box.height
        }
        let hasWords = isCorner && fits()
        if isCorner, !hasWords {
            lines.removeLast()
            let (right, top) = (box.right - 1, box.top + 1)
            canvas.fill(.polygon([Point(right - 7, top), Point(right, top), Point(right, top + 7)]), paint)
        }
        guard fits() else { return }
        let first = box.middle + 0.36 * canvas.type.small - 7.5 * Double(lines.count - 1)
        for (index, line) in lines.enumerated() {
            let origin = Point(box.left + (box.width - line.width) / 2, first + 15 * Double(index))
            canvas.above.append(.text(.init(label: line, origin: origin, paint: paint, halo: false)))
        }
    }

    // MARK: - Steps

    private func drawPicture(on canvas: inout Canvas) {
        guard let span = grid.span, !grid.cells.isEmpty else { return }
        let (left, right) = (canvas.x.position(span.lowerBound), canvas.x.position(span.upperBound))
        let plot = canvas.plot
        let box = Box(left: left, top: plot.top, width: right - left, height: plot.height)
        if colours.hasZero {
            let runs = grid.runs { colours.hasZero && $0.value == 0 }
            for run in runs { canvas.fill(.rectangle(place(run, in: box)), Paint(.page)) }
        }
        let shades = grid.cells.map { cell in cell.flatMap { colours.shade(of: $0.value) } }
        canvas.inside.append(.picture(Picture(box: box, columns: grid.columns.count, cells: shades)))
        var edges = Path()
        for edge in contour(over: box.width) {
            edges.add(.segment(corner(edge.from, in: box), corner(edge.to, in: box)))
        }
        canvas.stroke(edges, Stroke(Paint(.black), width: 1))
        var lines = Path()
        for row in grid.rows.indices.dropFirst() {
            let y = plot.top + Double(row) * plot.height / Double(grid.rows.count)
            lines.add(.segment(Point(plot.left, y), Point(plot.right, y)))
        }
        if plot.height / Double(max(grid.rows.count, 1)) >= 8 { canvas.stroke(lines, Stroke(.page, width: 0.5)) }
    }

    private func corner(_ corner: HeatGrid.Corner, in box: Box) -> Point {
        Point(
            box.left + Double(corner.column) * box.width / Double(grid.columns.count),
            box.top + Double(corner.row) * box.height / Double(grid.rows.count)
        )
    }

    private func place(_ run: HeatGrid.Run, in box: Box) -> Box {
        let from = corner(.init(column: run.first, row: run.row), in: box)
        let to = corner(.init(column: run.last + 1, row: run.row + 1), in: box)
        return Box(left: from.x, top: from.y, width: to.x - from.x, height: to.y - from.y)
    }

    /// The edges where the values of a diverging scale change sign, drawn over a width.
    ///
    /// Where the sign changes back within four pixels, a line would blacken what it should show.
    private func contour(over width: Double) -> [HeatGrid.Edge] {
        guard colours.ramp == .diverging, grid.span != nil else { return [] }
        let shortest = Int((4 * Double(grid.columns.count) / max(width, 1)).rounded(.up))
        return grid.edges(shortest: shortest) { $0.value.isFinite ? $0.value > 0 : nil }
    }
}
