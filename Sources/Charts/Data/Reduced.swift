/// A series reduced to the first, least, greatest and last value of each half-pixel column, so that no peak is lost.
struct Reduced: Sendable {
    /// The columns of each unbroken piece of the line.
    var pieces: [[Column]] = []
    /// The flaws in each column of the plot.
    var flaws: [Flaw] = []
    /// Indices of the last finite value before each visible gap that starts with a NaN.
    var beforeNaN: [Int] = []
    var summary = Summary()
}
