import Charts
import Foundation

/// The entries of one axis, collected from all marks of a plot.
struct CategoryEntries: Sendable {
    private var numbers: [Double] = []
    private var texts: [String] = []

    mutating func add(_ data: MarkData, _ column: String) {
        numbers += data.column(column)
        texts += data.words(column) ?? []
    }

    func categories(keepsOrder: Bool, isDescending: Bool = false) -> Categories {
        Categories(numbers: numbers, texts: texts, keepsOrder: keepsOrder, isDescending: isDescending)
    }
}

/// The values that the marks of a plot share, collected before any mark is made.
struct PlotFrame: Sendable {
    /// The marks' entries along x.
    var xEntries = CategoryEntries()
    /// The marks' entries along y.
    var yEntries = CategoryEntries()
    /// The names along x, if the axis shows names instead of numbers.
    var x: Categories?
    /// The names along y, from the top.
    var y: Categories?
    /// Values along x, which decide whether a logarithmic axis needs a position for zero.
    var xValues: [Double] = []
    /// The same along y.
    var yValues: [Double] = []
    /// The values of all heat maps, which share one colour scale.
    var heats: [Double] = []
    /// The names of the series of all lines and dots, in order of appearance.
    private(set) var series: [String] = []
    /// The colours and shapes of those series.
    var looks: [String: SeriesLooks.Look] = [:]
    /// The colours that the book gives to names.
    var colours: [String: MarkRole] = [:]
    /// Whether one colour bar serves several panels.
    var hasOneBar = false

    /// The colours of some names; none unless each of them has one.
    func roles(of names: [String]) -> [Role] {
        let roles = names.compactMap { colours[$0]?.role }
        return roles.count == names.count ? roles : []
    }

    /// Adds the names of a mark's series.
    mutating func add(series data: MarkData) {
        for name in data.groups("series").compactMap(\.name) where !series.contains(name) { series.append(name) }
    }

    /// The position of a number along x.
    func x(_ value: Double) -> Double { x?.place(of: value) ?? value }

    /// The position of a number along y.
    func y(_ value: Double) -> Double { y?.place(of: value) ?? value }
}

/// A query of a mark.
struct MarkQuery: Sendable {
    /// The key of the setting that holds it.
    var key = "sql"
    var sql: String
    /// The columns that it must give.
    var columns: [String]
}
