import Charts
import Foundation

/// The entries of one axis, from all marks of a plot.
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

/// What the marks of a plot agree on before any of them is made.
struct PlotFrame: Sendable {
    /// What the marks gave along x.
    var xEntries = CategoryEntries()
    /// What the marks gave along y.
    var yEntries = CategoryEntries()
    /// The names along x, when they stand in place of numbers.
    var x: Categories?
    /// The names along y, from the top.
    var y: Categories?
    /// Values along x that decide whether a log axis needs a place for zero.
    var xValues: [Double] = []
    /// The same along y.
    var yValues: [Double] = []
    /// The values of all heat maps, since they share one scale of colours.
    var heats: [Double] = []
    /// Whether one bar tells what the colours of several panels mean.
    var hasOneBar = false

    /// A number's place along x.
    func x(_ value: Double) -> Double { x?.place(of: value) ?? value }

    /// A number's place along y.
    func y(_ value: Double) -> Double { y?.place(of: value) ?? value }
}

/// A query of a mark.
struct MarkQuery: Sendable {
    /// The key that holds it.
    var key = "sql"
    var sql: String
    /// The columns that it must give.
    var columns: [String]
}
