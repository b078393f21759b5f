import Experiments
import GRDB
import Traces

extension RunRecord {
    /// Inserts the run, replacing one with the same key, in the caller's transaction.
    func insert(into db: Database) throws {
        try StoredRun.delete(key.text, from: db)
        // A run that was removed by another program has left its analyses.
        try StoredAnalysis.deleteAll(of: key.text, from: db)
        var outcome = "completed"
        var outcomeStep: Int?
        if case .diverged(let step) = trace.outcome { (outcome, outcomeStep) = ("diverged", step) }
        let sql = """
            INSERT INTO stored_run (key, specification, seed, outcome, outcome_step, steps, wall_seconds, finished_at,
            core, kernel, host, checksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        try db.insert(sql, count: 1) { _, row in
            row.add(key.text)
            row.add(specification)
            row.add(seed)
            row.add(outcome)
            row.add(outcomeStep)
            row.add(trace.count)
            row.add(wallSeconds)
            row.add(finishedAt)
            row.add(origin.core)
            row.add(origin.kernel)
            row.add(origin.host)
            row.add(checksum)
        }
        let run = Int(db.lastInsertedRowID)
        // Row numbers are reused, and a run whose first row was removed by another program has left its other rows.
        try StoredRun.deleteParts(of: run, from: db)
        try insertTrace(run, into: db)
        try insertSegments(run, into: db)
        try insertLayers(run, into: db)
        try insertStates(run, into: db)
        try insertEvents(run, into: db)
        try insertBisection(run, into: db)
        try insertReading(run, into: db)
        try StoredRun.derive(of: run, in: db)
    }

    private func insertTrace(_ run: Int, into db: Database) throws {
        let columns = trace.columns
        // A record from elsewhere may have columns of other probes.
        try TraceTable.add(columns.map(\.name), to: db)
        let names = columns.map { ", " + TraceTable.quoted($0.name) }.joined()
        let marks = Array(repeating: "?", count: columns.count + 2).joined(separator: ", ")
        let series = columns.map { trace[$0] }
        let constants = series.map(\.constant)
        let varying = zip(series, constants).map { values, constant in constant.isNaN ? values : [] }
        let sql = "INSERT INTO stored_trace (run, step\(names)) VALUES (\(marks))"
        try db.insert(sql, count: trace.count) { index, row in
            row.add(run)
            row.add(trace.steps[index])
            for values in varying { row.add(values.isEmpty ? .nan : values[index]) }
        }
        guard !constants.allSatisfy(\.isNaN) else { return }
        let constant = "INSERT INTO stored_constant (run\(names)) VALUES (\(marks.dropLast(3)))"
        try db.insert(constant, count: 1) { _, row in
            row.add(run)
            for value in constants { row.add(value) }
        }
    }

    /// Inserts the first steps of all segments but the first; most runs have only one.
    private func insertSegments(_ run: Int, into db: Database) throws {
        let further = trace.segments.dropFirst().map { trace.steps[$0.lowerBound] }
        try db.insert("INSERT INTO stored_segment (run, first) VALUES (?, ?)", count: further.count) { index, row in
            row.add(run)
            row.add(further[index])
        }
    }

    private func insertLayers(_ run: Int, into db: Database) throws {
        let columns = LayerRecord.Column.allCases
        let names = columns.map(\.name).joined(separator: ", ")
        let marks = Array(repeating: "?", count: columns.count + 4).joined(separator: ", ")
        let sql = "INSERT INTO stored_layer (run, step, layer, name, \(names)) VALUES (\(marks))"
        let layers = trace.layers
        try db.insert(sql, count: layers.count) { index, row in
            let layer = layers[index]
            row.add(run)
            row.add(layer.step)
            row.add(layer.layer)
            row.add(layer.name)
            for column in columns { row.add(layer[column]) }
        }
    }

    private func insertEvents(_ run: Int, into db: Database) throws {
        let sql = "INSERT INTO stored_event (run, number, step, kind, value) VALUES (?, ?, ?, ?, ?)"
        let events = trace.events
        try db.insert(sql, count: events.count) { index, row in
            row.add(run)
            row.add(index + 1)
            row.add(events[index].step)
            row.add(events[index].kind.rawValue)
            row.add(events[index].value)
        }
    }

    private func insertStates(_ run: Int, into db: Database) throws {
        let columns = StateRecord.Column.allCases
        let names = columns.map(\.name).joined(separator: ", ")
        let marks = Array(repeating: "?", count: columns.count + 3).joined(separator: ", ")
        let sql = "INSERT INTO stored_state (run, step, coordinate, \(names)) VALUES (\(marks))"
        let states = trace.states
        try db.insert(sql, count: states.count) { index, row in
            let state = states[index]
            row.add(run)
            row.add(state.step)
            row.add(state.coordinate)
            for column in columns { row.add(state[column]) }
        }
    }

    private func insertReading(_ run: Int, into db: Database) throws {
        guard let reading else { return }
        try db.execute(
            sql: "INSERT INTO stored_reading (run, content) VALUES (?, ?)",
            arguments: [run, try reading.json]
        )
    }

    private func insertBisection(_ run: Int, into db: Database) throws {
        let trial = "INSERT INTO stored_bisection (run, position, number, value, shown) VALUES (?, ?, ?, ?, ?)"
        try db.insert(trial, count: bisection.count) { index, row in
            row.add(run)
            row.add(index + 1)
            row.add(bisection[index].number)
            row.add(bisection[index].value)
            row.add(bisection[index].isShown ? 1 : 0)
        }
    }
}

extension [Double] {
    /// The value of all elements if they are equal bit for bit; otherwise, or if there are none, NaN.
    ///
    /// The learning rate and the threshold never change in most runs: a value that is stored once need not be stored
    /// in every row.
    fileprivate var constant: Double {
        guard let first, allSatisfy({ $0.bitPattern == first.bitPattern }) else { return .nan }
        return first
    }
}
