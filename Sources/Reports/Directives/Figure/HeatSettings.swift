import Charts
import Settings

/// A heat map: a sweep over two settings, or layers over steps.
struct HeatSettings: MarkSettings {
    static let name = "heat"
    static let summary = "A heat map: a cell for each x and y, coloured by value; cells without one are hatched."
    static let columns = ["x", "y", "value"]
    static let required: Set<String> = ["sql"]
    /// The quantity along x.
    enum Across: String, CaseIterable { case categories, steps }
    /// The order of categories.
    enum Order: String, CaseIterable { case numbers, rows }
    /// The colour scales.
    enum Colours: String, CaseIterable { case sequential, diverging }

    static let settings: [Setting<HeatSettings>] = [
        Setting("sql", \.sql, "A SELECT that gives x, y, value and perhaps label and corner (words in the cell)."),
        Setting("across", \.across, "What x is: categories, or steps in at most 600 columns."),
        Setting("order", \.order, "The order of categories: by their numbers, or as the rows come."),
        Setting("colour", \.label, "What the colours show, with its unit; maths between dollars, in single quotes."),
        Setting("scale", \.scale, "The colours; diverging has 0 in its middle."),
        Setting("log", \.isLog, "Whether equal ratios are equal steps of colour."),
        Setting("zero", \.hasZero, "Whether zero has a class of its own, in the page's colour."),
        Setting("digits", \.digits, in: 1...6, "Significant digits in the cells."),
        Setting("reduce", \.reduction, "How the steps of one column become one value."),
        Setting("ticks", \.ticks, "A SELECT that gives x: ticks on the upper edge, such as onsets."),
    ]

    var sql = ""
    var across = Across.categories
    var order = Order.numbers
    var label = ""
    var scale = Colours.sequential
    var isLog = false
    var hasZero = false
    var digits = 3
    var reduction = HeatGrid.Reduction.max
    var ticks = ""

    init() {}

    func validate() throws { try needQuery() }

    var queries: [MarkQuery] {
        [MarkQuery(sql: sql, columns: Self.columns)]
            + (ticks.isEmpty ? [] : [MarkQuery(key: "ticks", sql: ticks, columns: ["x"])])
    }

    var namesItsPlaces: Bool { true }

    var rowHeight: Double { across == .steps ? 18 : 34 }

    private var keepsOrder: Bool { order == .rows }

    func join(_ frame: inout PlotFrame, _ data: MarkData) {
        if across == .categories {
            frame.xEntries.add(data, "x")
            frame.x = frame.xEntries.categories(keepsOrder: keepsOrder)
        }
        frame.yEntries.add(data, "y")
        // Numbers rise upwards; names run from the top down, as layers do from the input on.
        frame.y = frame.yEntries.categories(keepsOrder: keepsOrder || across == .steps, isDescending: true)
        frame.heats += data.column("value")
    }

    func marks(_ data: MarkData) -> [any Mark] {
        guard let rows = data.frame.y else { return [] }
        let grid = across == .steps ? steps(data, rows) : categories(data, rows)
        // Steps are reduced first, so the colours cover the drawn values, unless several panels share one colour
        // scale.
        let drawn = across == .steps && !data.frame.hasOneBar ? grid.cells.compactMap { $0?.value } : data.frame.heats
        let colours = ColourScale(
            label,
            of: drawn,
            ramp: scale == .diverging ? .diverging : .sequential,
            isLog: isLog,
            hasZero: hasZero
        )
        return [HeatMark(grid, colours: colours, digits: digits, ticks: data.others["ticks"]?.column("x") ?? [])]
    }

    private func categories(_ data: MarkData, _ rows: Categories) -> HeatGrid {
        let columns = data.frame.x ?? Categories(numbers: [], texts: [], keepsOrder: true)
        let places = zip(data.indices("x", in: columns), data.indices("y", in: rows))
        let (values, labels, corners) = (data.column("value"), data.words("label"), data.words("corner"))
        let entries = places.enumerated().compactMap { index, place -> (column: Int, row: Int, cell: HeatGrid.Cell)? in
            guard let column = place.0, let row = place.1 else { return nil }
            func word(_ words: [String]?) -> String? { words.flatMap { $0[index].isEmpty ? nil : $0[index] } }
            return (column, row, HeatGrid.Cell(values[index], label: word(labels), corner: word(corners)))
        }
        return HeatGrid(columns: columns.names, rows: rows.names, entries: entries)
    }

    private func steps(_ data: MarkData, _ rows: Categories) -> HeatGrid {
        let places = data.indices("y", in: rows)
        let known = places.indices.filter { places[$0] != nil }
        return HeatGrid(
            steps: known.map { data.column("x")[$0] },
            rows: rows.names,
            row: known.compactMap { places[$0] },
            values: known.map { data.column("value")[$0] },
            reduction: reduction
        )
    }
}
