/// A series of numbers: `y` over `x`.
public struct Samples: Sendable, Hashable {
    /// The positions of the values on the x axis.
    public enum Abscissa: Sendable, Hashable {
        /// Equal steps: value `i` lies at `first + i * step`.
        case steps(first: Double, step: Double)
        /// One position for each value.
        case values([Double])
    }

    /// The positions of the values.
    public var x: Abscissa
    /// The values.
    ///
    /// NaN and infinities are allowed and are shown as such.
    public var y: [Double]

    /// Creates a series over equal steps, by default from 0 by 1.
    public init(_ y: [Double], first: Double = 0, step: Double = 1) {
        x = .steps(first: first, step: step)
        self.y = y
    }

    /// Creates a series over given positions.
    ///
    /// Both arrays must have the same length.
    public init(x: [Double], y: [Double]) {
        precondition(x.count == y.count, "\(x.count) places for \(y.count) values")
        self.x = .values(x)
        self.y = y
    }

    /// The number of values.
    public var count: Int { y.count }

    /// The x position of value `index`.
    @inline(__always)
    public func x(at index: Int) -> Double {
        switch x {
        case .steps(let first, let step): first + Double(index) * step
        case .values(let values): values[index]
        }
    }

    /// Whether the x positions never decrease, so that the series is a function of x.
    var isSorted: Bool {
        switch x {
        case .steps(_, let step): return step >= 0
        case .values(let values):
            return values.withUnsafeBufferPointer { buffer in
                guard buffer.count > 1 else { return !(buffer.first?.isNaN ?? false) }
                for index in 1..<buffer.count where !(buffer[index] >= buffer[index - 1]) { return false }
                return true
            }
        }
    }

    /// The range of the x positions.
    func extent(on scale: Scale) -> Extent {
        var extent = Extent()
        guard count > 0 else { return extent }
        switch x {
        case .steps:
            for place in [x(at: 0), x(at: count - 1)] where scale.admits(place) { extent.add(place) }
        case .values(let values): extent.add(values, on: scale)
        }
        return extent
    }

    /// The indices whose positions lie between the limits, with one neighbour on each side.
    ///
    /// The positions must be sorted.
    func window(low: Double, high: Double) -> Range<Int> {
        let first = partition { x(at: $0) >= low }
        let last = partition { x(at: $0) > high }
        return max(0, first - 1)..<max(max(0, first - 1), min(count, last + 1))
    }

    private func partition(_ belongsAfter: (Int) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if belongsAfter(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
