/// Hartigan's dip: the distance between a sample's distribution function and the nearest unimodal one (Hartigan and
/// Hartigan 1985).
///
/// A unimodal distribution function is convex up to its mode and concave after it. The dip of a sample of n is at
/// least 1/(2n), and about 0.25 for two separate clusters of equal size.
enum Dip {
    /// The dip of numbers in ascending order; NaN for fewer than four.
    ///
    /// The interval that contains the mode shrinks. Within it the greatest convex minorant and the least concave
    /// majorant of the distribution function are computed; where they are farthest apart is the next interval. The
    /// dip is half the largest of three deviations: of the distribution function from the minorant left of the
    /// interval, of the majorant from it right of the interval, and of the last minorant and majorant from each
    /// other.
    static func statistic(ofSorted x: [Double]) -> Double {
        let count = x.count
        guard count >= 4 else { return .nan }
        guard x[0] < x[count - 1] else { return 1 / (2 * Double(count)) }
        var (low, high) = (0, count - 1)
        // In units of 1/n; a single step of the distribution function has height 1.
        var dip = 1.0
        while true {
            let minorant = hull(x, low, high, isConvex: true)
            let majorant = hull(x, low, high, isConvex: false)
            let (gap, left, right) = widest(x, minorant, majorant)
            if gap < dip { break }
            let outside = max(deviation(x, minorant, upTo: left), deviation(x, majorant, from: right))
            dip = max(dip, outside)
            if left == low && right == high { break }
            (low, high) = (left, right)
        }
        return dip / (2 * Double(count))
    }

    /// The corners of a hull of the distribution function from `low` to `high`.
    ///
    /// It is the greatest convex minorant, through the lower ends of the steps, or the least concave majorant,
    /// through the upper ends.
    private static func hull(_ x: [Double], _ low: Int, _ high: Int, isConvex: Bool) -> [Int] {
        var corners: [Int] = []
        for place in low...high {
            while corners.count >= 2 {
                let (a, b) = (corners[corners.count - 2], corners[corners.count - 1])
                let turn = (x[b] - x[a]) * Double(place - b) - (x[place] - x[b]) * Double(b - a)
                if isConvex ? turn > 0 : turn < 0 { break }
                corners.removeLast()
            }
            corners.append(place)
        }
        return corners
    }

    /// The largest distance between majorant and minorant, and the corners that bound the interval in which it
    /// occurs.
    private static func widest(_ x: [Double], _ minorant: [Int], _ majorant: [Int]) -> (Double, Int, Int) {
        var (gap, left, right) = (-Double.infinity, minorant[0], majorant[majorant.count - 1])
        for corner in minorant {
            let distance = height(x, majorant, at: x[corner]) - Double(corner) + 1
            if distance > gap {
                (gap, left) = (distance, corner)
                right = majorant.first { x[$0] >= x[corner] } ?? right
            }
        }
        for corner in majorant {
            let distance = Double(corner) + 1 - height(x, minorant, at: x[corner])
            if distance > gap {
                (gap, right) = (distance, corner)
                left = minorant.last { x[$0] <= x[corner] } ?? left
            }
        }
        return (gap, left, right)
    }

    /// The height at `place` of the polygon through the corners.
    private static func height(_ x: [Double], _ corners: [Int], at place: Double) -> Double {
        guard let next = corners.firstIndex(where: { x[$0] >= place }), next > 0 else { return Double(corners[0]) }
        let (a, b) = (corners[next - 1], corners[next])
        return Double(a) + Double(b - a) * (place - x[a]) / (x[b] - x[a])
    }

    /// The largest deviation of the distribution function from the minorant's chords left of `end`.
    private static func deviation(_ x: [Double], _ minorant: [Int], upTo end: Int) -> Double {
        var largest = 0.0
        for (a, b) in zip(minorant, minorant.dropFirst()) where b <= end && x[b] > x[a] {
            for i in a...b {
                let chord = Double(a) + Double(b - a) * (x[i] - x[a]) / (x[b] - x[a])
                largest = max(largest, Double(i) - chord + 1)
            }
        }
        return largest
    }

    /// The largest deviation of the majorant's chords right of `start` from the distribution function.
    private static func deviation(_ x: [Double], _ majorant: [Int], from start: Int) -> Double {
        var largest = 0.0
        for (a, b) in zip(majorant, majorant.dropFirst()) where a >= start && x[b] > x[a] {
            for i in a...b {
                let chord = Double(a) + Double(b - a) * (x[i] - x[a]) / (x[b] - x[a])
                largest = max(largest, chord - Double(i) + 1)
            }
        }
        return largest
    }
}
