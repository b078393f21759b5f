#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Reduces a series in one pass, without allocating per point.
///
/// Column edges and comparisons are in data units. Every scale is monotone, so no logarithm per point is needed.
struct Reducer {
    private let samples: Samples
    private let x: Mapping
    private let y: Mapping
    private let floor: Double

    private var reduced = Reduced()
    private var piece: [Column] = []
    private var current = Column(index: -1, first: 0, last: 0, low: 0, high: 0, count: 0)
    private var gap: Flaw = []

    /// Reduces a series whose x positions are sorted.
    static func reduce(_ samples: Samples, x: Mapping, y: Mapping) -> Reduced {
        var reducer = Reducer(samples: samples, x: x, y: y)
        reducer.run()
        return reducer.reduced
    }

    private init(samples: Samples, x: Mapping, y: Mapping) {
        self.samples = samples
        self.x = x
        self.y = y
        switch y.scale {
        case .log: floor = 0
        case .logOrZero: floor = -.leastNonzeroMagnitude
        case .linear, .symlog, .rows: floor = -.infinity
        }
        reduced.flaws = Array(repeating: [], count: Int((x.length * 2).rounded(.up)) + 1)
    }

    private mutating func run() {
        var window = samples.window(low: x.low, high: x.high)
        // The neighbour to the left of a log axis may be zero or negative.
        while let first = window.first, !x.scale.admits(samples.x(at: first)) { window.removeFirst() }
        piece.reserveCapacity(min(window.count, reduced.flaws.count + 2))
        samples.y.withUnsafeBufferPointer { y in
            switch samples.x {
            case .steps(let first, let step):
                scan(window, y) { first + Double($0) * step }
            case .values(let values):
                values.withUnsafeBufferPointer { places in scan(window, y) { places[$0] } }
            }
        }
        if gap.contains(.nan), current.count > 0 { reduced.beforeNaN.append(current.last) }
        finishColumn()
        finishPiece()
        reduced.summary.points = pointsInside(window)
        for column in reduced.pieces.joined() {
            let (low, high) = (samples.y[column.low], samples.y[column.high])
            let range = reduced.summary.range ?? low...high
            reduced.summary.range = min(low, range.lowerBound)...max(high, range.upperBound)
        }
    }

    /// The number of points in the window, without neighbours that lie beyond the limits.
    private func pointsInside(_ window: Range<Int>) -> Int {
        let ends = Set([window.lowerBound, window.upperBound - 1]).filter { window.contains($0) }
        return window.count - ends.filter { !x.contains(samples.x(at: $0)) }.count
    }

    /// Reads all points of the window once.
    ///
    /// The extremes of the current column are held in local variables, which makes the loop fast.
    @inline(__always)
    private mutating func scan(_ window: Range<Int>, _ y: UnsafeBufferPointer<Double>, _ place: (Int) -> Double) {
        var edge = -Double.infinity
        var (low, high) = (0.0, 0.0)
        var outside = 0
        let (bottom, top) = (self.y.low, self.y.high)
        for index in window {
            let value = y[index]
            guard value > floor && value < .infinity else {
                addFlaw(value, at: place(index))
                continue
            }
            if value < bottom || value > top { outside += 1 }
            let x = place(index)
            guard x < edge else {
                edge = openColumn(at: index, x)
                (low, high) = (value, value)
                continue
            }
            if value < low { (low, current.low) = (value, index) }
            if value > high { (high, current.high) = (value, index) }
            current.last = index
            current.count += 1
            gap = []
        }
        reduced.summary.outside = outside
    }

    /// Starts the column that holds a position, and a new piece after a gap.
    ///
    /// Returns the column's far edge.
    private mutating func openColumn(at index: Int, _ place: Double) -> Double {
        finishColumn()
        if !gap.isEmpty {
            if gap.contains(.nan), current.count > 0 { reduced.beforeNaN.append(current.last) }
            finishPiece()
            gap = []
        }
        let number = column(of: place)
        current = Column(index: number, first: index, last: index, low: index, high: index, count: 1)
        return x.value(at: x.start + Double(number + 1) / 2)
    }

    /// The column of a position.
    ///
    /// Neighbours beyond the limits get a column just outside the plot.
    private func column(of place: Double) -> Int {
        let number = ((x.position(place) - x.start) * 2).rounded(.down)
        return number.isFinite ? Int(min(max(number, -2), Double(reduced.flaws.count + 1))) : -2
    }

    private mutating func finishColumn() {
        guard current.count > 0 else { return }
        piece.append(current)
    }

    private mutating func finishPiece() {
        guard !piece.isEmpty else { return }
        reduced.pieces.append(piece)
        piece.removeAll(keepingCapacity: true)
    }

    private mutating func addFlaw(_ value: Double, at place: Double) {
        let flaw: Flaw
        if value.isNaN {
            flaw = .nan
            reduced.summary.nan += 1
        } else if value == .infinity {
            flaw = .positiveInfinite
            reduced.summary.positiveInfinite += 1
        } else if value == -.infinity {
            flaw = .negativeInfinite
            reduced.summary.negativeInfinite += 1
        } else {
            flaw = .nonPositive
            reduced.summary.nonPositive += 1
        }
        gap.insert(flaw)
        let column = column(of: place)
        if reduced.flaws.indices.contains(column) { reduced.flaws[column].insert(flaw) }
    }
}
