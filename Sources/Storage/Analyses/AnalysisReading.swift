import Analysis
import Experiments
import GRDB

extension AnalysisRecord {
    /// Reads the analysis with a row number; throws `DamagedRow` when it is not what was stored.
    init(analysis: Int, from db: Database) throws {
        var head: (record: AnalysisRecord, checksum: String)?
        try db.forEachRow("SELECT key, run_key, detector, checksum FROM stored_analysis WHERE id = ?", analysis) {
            row in
            let record = AnalysisRecord(
                key: AnalysisKey(text: try row.text(0)),
                run: RunKey(text: try row.text(1)),
                detector: try row.text(2),
                spikes: [],
                crossings: [],
                phases: [],
                rises: []
            )
            head = (record, try row.text(3))
        }
        guard let head else { throw DamagedRow(reason: "its first row is gone") }
        self = head.record
        try readFindings(analysis, of: "analysis", from: db)
        try readRises(analysis, from: db)
        guard checksum == head.checksum else { throw DamagedRow(reason: "its checksum differs") }
    }

    /// Reads the results that have a number in the column `owner`.
    mutating func readFindings(_ number: Int, of owner: String, from db: Database) throws {
        try readSpikes(number, of: owner, from: db)
        try readSegments(number, of: owner, from: db)
    }

    private mutating func readSpikes(_ number: Int, of owner: String, from db: Database) throws {
        let sql = """
            SELECT number, rise_start, onset, peak, "end", height, trough, crossed_lambda_max, crossed_lambda_grad,
            crossed_lambda_grad_exact, recovered, decay_exponent, in_order FROM stored_spike WHERE \(owner) = ?
            ORDER BY number
            """
        try db.forEachRow(sql, number) { row in
            try row.expect(spikes.count + 1, "a spike")
            let spike = try Spike(
                riseStart: row.int(1),
                onset: row.int(2),
                peak: row.int(3),
                end: row.optionalInt(4),
                height: row.double(5),
                trough: row.double(6)
            )
            let exponent = try row.double(11)
            spikes.append(
                try SpikeContext(
                    spike: spike,
                    crossedLambdaMax: row.optionalInt(7),
                    crossedLambdaGrad: row.optionalInt(8),
                    crossedLambdaGradExact: row.optionalInt(9),
                    recovered: row.optionalInt(10),
                    decayExponent: exponent.isNaN ? nil : exponent,
                    isInOrder: row.int(12) != 0
                )
            )
        }
    }

    private mutating func readRises(_ analysis: Int, from db: Database) throws {
        let sql = """
            SELECT number, rule, kind, start, peak, "end", height_decades, height, height_sigma FROM stored_rise
            WHERE analysis = ? ORDER BY number
            """
        try db.forEachRow(sql, analysis) { row in
            try row.expect(rises.count + 1, "a rise")
            guard let rule = Rise.Rule(rawValue: try row.text(1)), let kind = Rise.Kind(rawValue: try row.text(2))
            else {
                throw DamagedRow(reason: "a rise is of no known rule or kind")
            }
            let heights = try (6...8).map { try row.double($0) }.map { $0.isNaN ? nil : $0 }
            rises.append(
                try Rise(
                    rule: rule,
                    kind: kind,
                    start: row.int(3),
                    peak: row.int(4),
                    end: row.optionalInt(5),
                    decades: heights[0],
                    loss: heights[1],
                    sigmas: heights[2]
                )
            )
        }
    }

    private mutating func readSegments(_ number: Int, of owner: String, from db: Database) throws {
        let crossing =
            "SELECT number, quantity, first, last, peak_ratio FROM stored_crossing WHERE \(owner) = ? ORDER BY number"
        try db.forEachRow(crossing, number) { row in
            try row.expect(crossings.count + 1, "a crossing")
            guard let quantity = Crossing.Quantity(rawValue: try row.text(1)) else {
                throw DamagedRow(reason: "a crossing is of no known quantity")
            }
            crossings.append(
                try Crossing(quantity: quantity, first: row.int(2), last: row.int(3), peakRatio: row.double(4))
            )
        }
        let segment = "SELECT number, phase, first, last FROM stored_phase WHERE \(owner) = ? ORDER BY number"
        try db.forEachRow(segment, number) { row in
            try row.expect(phases.count + 1, "a phase")
            guard let phase = PhaseSegment.Phase(rawValue: try row.int(1)) else {
                throw DamagedRow(reason: "a phase is none of the five")
            }
            phases.append(try PhaseSegment(phase: phase, first: row.int(2), last: row.int(3)))
        }
    }
}
