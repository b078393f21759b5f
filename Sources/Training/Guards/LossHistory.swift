/// Smoothed log10 losses of the latest steps, which can be truncated to an earlier step.
///
/// Memory is fixed: at least `capacity` steps are stored. A truncation may go back by that number, less the longest
/// window that is used.
struct LossHistory: Sendable {
    /// The number of losses that were added and not truncated.
    private(set) var count = 0
    private let smoothing: Int
    private let floor: Double
    /// The bit mask that converts a step's number into its index.
    ///
    /// The number of entries is a power of two, since a mask is faster than a division.
    private let mask: Int
    private var logs: [Double]
    private var means: [Double]

    /// An empty history with means over `smoothing` steps; losses below `floor` count as `floor`.
    init(capacity: Int, smoothing: Int, floor: Double) {
        self.smoothing = smoothing
        self.floor = floor
        var size = 1
        while size < capacity { size *= 2 }
        mask = size - 1
        logs = Array(repeating: 0, count: size)
        // A separate array, since a shared buffer would be copied at the first step.
        means = Array(repeating: 0, count: size)
    }

    /// Adds the next step's loss and returns the mean log10 loss of the last steps, fewer at the beginning.
    mutating func append(_ loss: Double) -> Double {
        logs[count & mask] = Random.logarithm(max(loss, floor)) / 2.302585092994046
        count += 1
        var sum = 0.0
        let first = max(count - smoothing, 0)
        for place in first..<count { sum += logs[place & mask] }
        let mean = sum / Double(count - first)
        means[(count - 1) & mask] = mean
        return mean
    }

    /// The lowest mean of the last `window` steps; infinite when there is none.
    func lowest(ofLast window: Int) -> Double {
        var lowest = Double.infinity
        for place in max(count - window, 0)..<count { lowest = min(lowest, means[place & mask]) }
        return lowest
    }

    /// Truncates the history to the first `count` losses.
    mutating func cut(to count: Int) {
        precondition(count <= self.count, "a history cannot be cut to more than it has")
        self.count = count
    }
}
