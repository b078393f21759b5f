import Training

/// The last values of a series, kept sorted so that their median is immediately available.
struct SortedWindow {
    private let size: Int
    /// The values in order of arrival; the oldest is at `oldest`.
    private var ring: [Double] = []
    private var oldest = 0
    private var sorted: [Double] = []

    init(_ size: Int) {
        self.size = size
        ring.reserveCapacity(size)
        sorted.reserveCapacity(size)
    }

    var isFull: Bool { ring.count == size }
    var count: Int { ring.count }

    /// Adds a value; when the window is full, it replaces the oldest.
    mutating func add(_ value: Double) {
        if isFull {
            sorted.remove(at: place(of: ring[oldest]))
            ring[oldest] = value
            oldest = (oldest + 1) % size
        } else {
            ring.append(value)
        }
        sorted.insert(value, at: place(of: value))
    }

    /// The median; NaN when there are no values.
    var median: Double { Median.of(sorted: sorted) }

    /// The median absolute deviation from the median.
    var medianDistance: Double {
        let centre = median
        // The deviations grow to both sides, so they are visited from the middle outwards.
        var (left, right) = (place(of: centre) - 1, place(of: centre))
        var (last, before) = (0.0, 0.0)
        for _ in 0...sorted.count / 2 {
            before = last
            let below = left >= 0 ? centre - sorted[left] : .infinity
            let above = right < sorted.count ? sorted[right] - centre : .infinity
            if below < above { (last, left) = (below, left - 1) } else { (last, right) = (above, right + 1) }
        }
        return sorted.count.isMultiple(of: 2) ? (before + last) / 2 : last
    }

    /// The index of a value, or the index at which it would be inserted before equal values.
    private func place(of value: Double) -> Int {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
