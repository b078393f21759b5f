import Analysis
import Experiments
import GRDB

extension AnalysisRecord {
    /// Inserts the analysis, replacing one with the same key, in the caller's transaction.
    func insert(into db: Database) throws {
        try StoredAnalysis.delete(key.text, from: db)
        let sql = "INSERT INTO stored_analysis (key, run_key, detector, checksum) VALUES (?, ?, ?, ?)"
        try db.insert(sql, count: 1) { _, row in
            for text in [key.text, run.text, detector, checksum] { row.add(text) }
        }
        let analysis = Int(db.lastInsertedRowID)
        // Row numbers are reused, and an analysis whose first row was removed by another program has left its other
        // rows.
        try StoredAnalysis.deleteParts(of: analysis, from: db)
        try insertSpikes(analysis, into: db)
        try insertSegments(analysis, into: db)
        try insertRises(analysis, into: db)
    }

    private func insertRises(_ analysis: Int, into db: Database) throws {
        let sql = """
            INSERT INTO stored_rise (analysis, number, rule, kind, start, peak, "end", height_decades, height, height_sigma)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        try db.insert(sql, count: rises.count) { index, row in
            let rise = rises[index]
            row.add(analysis)
            row.add(index + 1)
            row.add(rise.rule.rawValue)
            row.add(rise.kind.rawValue)
            for step in [rise.start, rise.peak, rise.end] { row.add(step) }
            for height in [rise.decades, rise.loss, rise.sigmas] { row.add(height ?? .nan) }
        }
    }

    private func insertSpikes(_ analysis: Int, into db: Database) throws {
        let sql = """
            INSERT INTO stored_spike (analysis, number, rise_start, onset, peak, "end", height, trough, crossed_lambda_max,
            crossed_lambda_grad, crossed_lambda_grad_exact, recovered, decay_exponent, in_order)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        try db.insert(sql, count: spikes.count) { index, row in
            let context = spikes[index]
            let spike = context.spike
            for step in [analysis, index + 1, spike.riseStart, spike.onset, spike.peak, spike.end] { row.add(step) }
            row.add(spike.height)
            row.add(spike.trough)
            for step in [
                context.crossedLambdaMax, context.crossedLambdaGrad, context.crossedLambdaGradExact, context.recovered,
            ] {
                row.add(step)
            }
            row.add(context.decayExponent ?? .nan)
            row.add(context.isInOrder ? 1 : 0)
        }
    }

    private func insertSegments(_ analysis: Int, into db: Database) throws {
        let crossing = """
            INSERT INTO stored_crossing (analysis, number, quantity, first, last, peak_ratio) VALUES (?, ?, ?, ?, ?, ?)
            """
        try db.insert(crossing, count: crossings.count) { index, row in
            row.add(analysis)
            row.add(index + 1)
            row.add(crossings[index].quantity.rawValue)
            row.add(crossings[index].first)
            row.add(crossings[index].last)
            row.add(crossings[index].peakRatio)
        }
        let phase = "INSERT INTO stored_phase (analysis, number, phase, first, last) VALUES (?, ?, ?, ?, ?)"
        try db.insert(phase, count: phases.count) { index, row in
            let segment = phases[index]
            for value in [analysis, index + 1, segment.phase.rawValue, segment.first, segment.last] { row.add(value) }
        }
    }
}
