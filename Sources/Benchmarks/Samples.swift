/// The values of one quantity, measured in several rounds.
struct Samples {
    var values: [Double]

    init(_ values: [Double]) {
        self.values = values
    }

    var median: Double { Report.median(values) }

    /// The lower and upper quartile.
    var quartiles: (low: Double, high: Double) {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return (.nan, .nan) }
        return (sorted[(sorted.count - 1) / 4], sorted[(sorted.count - 1) * 3 / 4])
    }

    /// The quotients of values measured in the same round.
    func over(_ other: Samples) -> Samples {
        Samples(zip(values, other.values).map { $0 / $1 })
    }

    /// Each value multiplied by a factor.
    func times(_ factor: Double) -> Samples {
        Samples(values.map { $0 * factor })
    }

    /// The median as seconds.
    var time: String { Report.time(median) }

    /// The quartiles as seconds.
    var timeSpread: String { "\(Report.time(quartiles.low))–\(Report.time(quartiles.high))" }

    /// The median with its quartiles, for a quotient.
    var quotient: String {
        "\(Report.number(median)) (\(Report.number(quartiles.low))–\(Report.number(quartiles.high)))"
    }
}
