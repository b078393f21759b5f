/// The cells of a heat map, row by row from the top.
public struct HeatGrid: Sendable, Hashable {
    /// One cell.
    public struct Cell: Sendable, Hashable {
        /// The value; NaN when the data record no value.
        public var value: Double
        /// The text shown instead of the value; nil to show the value.
        public var label: String?
        /// A second line of text, such as "1/3 diverged"; nil for none.
        public var corner: String?

        /// Creates a cell.
        public init(_ value: Double, label: String? = nil, corner: String? = nil) {
            self.value = value
            self.label = label
            self.corner = corner
        }
    }

    /// How several values of one column are reduced to one.
    public enum Reduction: String, Sendable, CaseIterable {
        /// The greatest value, so that no peak is lost.
        case max
        /// The mean.
        case mean
    }

    /// The largest number of columns that steps are reduced to.
    public static let mostColumns = 600

    /// The names of the columns, or the first step of each.
    public let columns: [String]
    /// The names of the rows, from the top.
    public let rows: [String]
    /// The cells, row by row; nil for pairs that the data lack.
    public let cells: [Cell?]
    /// The range of steps that the columns cover; nil when the columns are categories.
    public let span: ClosedRange<Double>?
    /// The number of values that the cells were reduced from.
    let points: Int
    /// How the values were reduced to cells.
    let method: Summary.Method

    /// Creates a grid of categories.
    ///
    /// Each entry gives its column and row as indices; a later entry replaces an earlier one.
    public init(columns: [String], rows: [String], entries: [(column: Int, row: Int, cell: Cell)]) {
        var cells = [Cell?](repeating: nil, count: columns.count * rows.count)
        for entry in entries { cells[entry.row * columns.count + entry.column] = entry.cell }
        self.columns = columns
        self.rows = rows
        self.cells = cells
        span = nil
        points = entries.count
        method = .everyCell
    }

    /// Creates a grid over steps, in at most 600 columns of equal width.
    public init(steps: [Double], rows: [String], row: [Int], values: [Double], reduction: Reduction = .max) {
        func isStep(_ step: Double) -> Bool { abs(step) < 1e15 }
        let places = Set(steps.filter(isStep)).sorted()
        let gaps = zip(places, places.dropFirst()).map { $1 - $0 }
        let typical = gaps.sorted().dropFirst(gaps.count / 2).first ?? 1
        let (low, high) = (places.first ?? 0, places.last ?? 0)
        let count = max(1, Int(min(((high - low) / typical).rounded() + 1, Double(Self.mostColumns))))
        let start = low - typical / 2
        let width = (high - low + typical) / Double(count)
        func column(_ step: Double) -> Int { min(max(Int((step - start) / width), 0), count - 1) }
        var sums = [(sum: Double, count: Int)](repeating: (0, 0), count: count * rows.count)
        for (index, step) in steps.enumerated() where isStep(step) && values[index].isFinite {
            let place = row[index] * count + column(step)
            let (sum, number) = sums[place]
            let isFirst = number == 0
            sums[place] = (
                reduction == .mean ? sum + values[index] : isFirst ? values[index] : Swift.max(sum, values[index]),
                number + 1
            )
        }
        var cells = sums.map { $0.count == 0 ? nil : Cell(reduction == .mean ? $0.sum / Double($0.count) : $0.sum) }
        // An empty column between nearby filled ones takes the cells of the filled column before it.
        let filled = Set(places.map(column))
        let reach = Int((1.5 * typical / width).rounded(.up))
        for empty in 0..<count where !filled.contains(empty) {
            guard let source = (max(0, empty - reach)..<empty).last(where: filled.contains) else { continue }
            for row in rows.indices { cells[row * count + empty] = cells[row * count + source] }
        }
        self.columns = (0..<count).map { DataTable.cell(start + (Double($0) + 0.5) * width) }
        self.rows = rows
        self.cells = cells
        span = start...(start + width * Double(count))
        points = steps.count
        method = count == places.count ? .everyCell : reduction == .max ? .maxPerColumn : .meanPerColumn
    }

    // MARK: - Outlines

    /// A run of neighbouring cells in one row.
    struct Run: Hashable {
        var row: Int
        var first: Int
        var last: Int
    }

    /// A corner between cells.
    struct Corner: Hashable {
        var column: Int
        var row: Int
    }

    /// A straight line between two corners.
    struct Edge: Hashable {
        var from: Corner
        var to: Corner
    }

    /// The longest runs of cells for which `belongs` is true.
    func runs(where belongs: (Cell) -> Bool) -> [Run] {
        rows.indices.flatMap { row -> [Run] in
            var runs: [Run] = []
            for column in columns.indices where cells[row * columns.count + column].map(belongs) == true {
                if let last = runs.last, last.last == column - 1 {
                    runs[runs.count - 1].last = column
                } else {
                    runs.append(Run(row: row, first: column, last: column))
                }
            }
            return runs
        }
    }

    /// The sides without those that last for fewer than `shortest` cells of a row.
    private func lasting(_ sides: [Bool?], shortest: Int) -> [Bool?] {
        guard shortest > 1 else { return sides }
        var sides = sides
        for row in rows.indices {
            let end = (row + 1) * columns.count
            var first = row * columns.count
            while first < end {
                let next = (first..<end).first { sides[$0] != sides[first] } ?? end
                if next - first < shortest { for index in first..<next { sides[index] = nil } }
                first = next
            }
        }
        return sides
    }

    /// The edges between neighbouring cells whose `side` differs.
    ///
    /// Cells without a side have no edges, nor do those in stretches of a row of fewer than `shortest` cells of one side.
    func edges(shortest: Int = 1, _ side: (Cell) -> Bool?) -> [Edge] {
        let sides = lasting(cells.map { $0.flatMap(side) }, shortest: shortest)
        var edges: [Edge] = []
        for row in rows.indices {
            for column in columns.indices {
                let here = sides[row * columns.count + column]
                if column > 0, let here, let before = sides[row * columns.count + column - 1], here != before {
                    edges.append(Edge(from: .init(column: column, row: row), to: .init(column: column, row: row + 1)))
                }
                guard row > 0, let here, let above = sides[(row - 1) * columns.count + column], here != above else {
                    continue
                }
                let end = Corner(column: column + 1, row: row)
                if let last = edges.indices.last, edges[last].to == Corner(column: column, row: row),
                    edges[last].from.row == row
                {
                    edges[last].to = end
                } else {
                    edges.append(Edge(from: .init(column: column, row: row), to: end))
                }
            }
        }
        return edges
    }
}
