/// MLflow's folder of metrics: one file per metric, one line per value.
enum MLflow: LogFormat {
    static let name = "mlflow"
    static let summary = "MLflow's metrics/<key>: 1717000000000 2.31 40"
    static let lossKind = LossKind.unknown
    static let joinsFiles = true

    static func score(_ sample: LogSample) -> Int {
        var other = 0
        let count = sample.count { line in
            let isOne = values(line) != nil
            other += isOne ? 0 : 1
            return isOne
        }
        return other == 0 && sample.path.contains("metrics/") ? count * 2 : 0
    }

    /// The time in milliseconds, the value and the step of a line; nil when the line does not match.
    private static func values(_ line: LogLine) -> (time: LogNumber, value: LogNumber, step: Int)? {
        var cursor = line.cursor
        guard let time = cursor.number(), time.value > 1e11, let value = cursor.number(), let step = cursor.whole()
        else {
            return nil
        }
        return (time, value, step)
    }

    static func read(_ file: LogFile, into rows: inout LogRows) throws {
        let name = key(of: file.path)
        var read: [(value: LogNumber, step: Int, time: Double)] = []
        try file.forEachLine(&rows) { line, rows in
            guard let one = values(line) else { return rows.forget("lines of another form") }
            read.append((one.value, one.step, one.time.value / 1_000))
        }
        let isCounted = read.count > 2 && Set(read.map(\.step)).count == 1
        if isCounted { rows.notes.append("all values of '\(name)' have one step: they are counted") }
        for (index, one) in read.enumerated() {
            rows.setStep(Double(isCounted ? index + 1 : one.step))
            rows.set(name, one.value)
            rows.finish(line: index + 1)
        }
    }

    /// The metric's name: the path below `metrics`.
    static func key(of path: String) -> String {
        let parts = path.split(separator: "/").map(String.init)
        let below = parts.lastIndex(of: "metrics").map { parts[($0 + 1)...] } ?? parts.suffix(1)
        return below.joined(separator: "/")
    }
}
