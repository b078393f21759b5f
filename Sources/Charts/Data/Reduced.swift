/// A series reduced to the first, least, greatest and last value of each half pixel column, so that no peak is lost.
struct Reduced: Sendable {
    /// Columns of each unbroken piece of the line.
    var pieces: [[Column]] = []
    /// What is wrong in each column of the plot.
    var flaws: [Flaw] = []
    /// Indices of the last good value before a visible gap that a NaN begins.
    var beforeNaN: [Int] = []
    var summary = Summary()
}
