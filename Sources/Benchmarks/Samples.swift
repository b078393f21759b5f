/// One quantity, measured in several rounds.
struct Samples {
    var values: [Double]

    init(_ values: [Double]) {
        self.values = values
    }

    var median: Double { Report.median(values) }

    /// What a quarter of the values is below of, and what a quarter is above of.
    var quartiles: (low: Double, high: Double) {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return (.nan, .nan) }
        return (sorted[(sorted.count - 1) / 4], sorted[(sorted.count - 1) * 3 / 4])
    }

    /// The quotients of values of the same round.
    func over(_ other: Samples) -> Samples {
        Samples(zip(values, other.values).map { $0 / $1 })
    }

    /// Each value times a factor.
    func times(_ factor: Double) -> Samples {
        Samples(values.map { $0 * factor })
    }

    /// Median seconds.
    var time: String { Report.time(median) }

    /// The quartiles as seconds.
    var timeSpread: String { "\(Report.time(quartiles.low))–\(Report.time(quartiles.high))" }

    /// The median of a quotient with its quartiles.
    var quotient: String {
        "\(Report.number(median)) (\(Report.number(quartiles.low))–\(Report.number(quartiles.high)))"
    }
}
