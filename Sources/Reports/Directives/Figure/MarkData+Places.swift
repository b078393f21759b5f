import Charts

extension MarkData {
    /// Whether several series have dots at the same few places along x, so that they are set side by side.
    var sharesPlaces: Bool {
        let series = series
        guard series.count > 1 else { return false }
        let places = series.map { entry in Set((0..<entry.samples.count).map { entry.samples.x(at: $0) }) }
        let all = places.reduce(Set()) { $0.union($1) }
        return all.count <= Self.fewPlaces && places.reduce(0) { $0 + $1.count } > all.count
    }

    /// The number of places up to which they are categories rather than measurements.
    private static var fewPlaces: Int { 12 }
}
