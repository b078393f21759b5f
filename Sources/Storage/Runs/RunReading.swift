import Experiments
import GRDB
import Traces

extension RunRecord {
    /// Reads the run with a row number; throws `DamagedRow` when it is not what was stored.
    init(run: Int, from db: Database) throws {
        let (record, checksum) = try Self.unverified(run: run, from: db)
        guard record.checksum == checksum else { throw DamagedRow(reason: "its checksum differs") }
        self = record
    }

    /// Reads the run with a row number without verifying it, and the checksum that was stored with it.
    ///
    /// In archives from before segments, `isWhole`, each step was recorded.
    static func unverified(
        run: Int,
        from db: Database,
        isWhole: Bool = false
    ) throws -> (record: RunRecord, checksum: String) {
        var head: (record: RunRecord, checksum: String, steps: Int)?
        let sql = """
            SELECT key, specification, seed, outcome, outcome_step, steps, wall_seconds, finished_at, core, kernel, host,
            checksum FROM stored_run WHERE id = ?
            """
        try db.forEachRow(sql, run) { row in
            let record = RunRecord(
                key: RunKey(text: try row.text(0)),
                specification: try row.text(1),
                seed: try row.int(2),
                origin: Origin(core: try row.text(8), kernel: try row.text(9), host: try row.text(10)),
                wallSeconds: try row.double(6),
                finishedAt: try row.text(7),
                trace: Trace()
            )
            head = (record, try row.text(11), try row.int(5))
            head?.record.trace.outcome = try Self.outcome(try row.text(3), step: row.optionalInt(4))
        }
        guard var head else { throw DamagedRow(reason: "its first row is gone") }
        try head.record.readTrace(run, steps: head.steps, isWhole: isWhole, from: db)
        try head.record.readLayers(run, from: db)
        try head.record.readStates(run, from: db)
        try head.record.readEvents(run, from: db)
        try head.record.readBisection(run, from: db)
        if !isWhole { try head.record.readReading(run, from: db) }
        return (head.record, head.checksum)
    }

    static func outcome(_ name: String, step: Int?) throws -> Trace.Outcome {
        switch (name, step) {
        case ("completed", nil): return .completed
        case ("diverged", let step?): return .diverged(step: step)
        default: throw DamagedRow(reason: "its outcome is neither completed nor diverged")
        }
    }

    private mutating func readTrace(_ run: Int, steps: Int, isWhole: Bool, from db: Database) throws {
        let outcome = trace.outcome
        // A damaged count must not allocate more memory than the rows themselves need.
        trace = Trace(capacity: max(0, min(steps, 100_000)))
        trace.outcome = outcome
        let columns = try TraceTable(of: db).names.map { TraceColumn($0) }
        let names = columns.map { TraceTable.quoted($0.name) }.joined(separator: ", ")
        var constants = Array(repeating: Double.nan, count: columns.count)
        try db.forEachRow("SELECT \(names) FROM stored_constant WHERE run = ?", run) { row in
            for index in columns.indices { constants[index] = try row.double(Int32(index)) }
        }
        let begins = isWhole ? [] : try Self.begins(of: run, from: db)
        var values = TraceRow()
        try db.forEachRow("SELECT step, \(names) FROM stored_trace WHERE run = ? ORDER BY step", run) { row in
            let step = try row.int(0)
            guard step > trace.steps.last ?? -1 else { throw DamagedRow(reason: "the steps of its trace do not rise") }
            for (index, column) in columns.enumerated() {
                let value = try row.double(Int32(index + 1))
                values[column] = value.isNaN ? constants[index] : value
            }
            trace.append(values, at: step, afterBreak: begins.contains(step))
        }
        guard trace.count == steps else { throw DamagedRow(reason: "its trace has \(trace.count) of \(steps) steps") }
    }

    /// The steps before which recording was interrupted.
    private static func begins(of run: Int, from db: Database) throws -> Set<Int> {
        var begins: Set<Int> = []
        try db.forEachRow("SELECT first FROM stored_segment WHERE run = ?", run) { begins.insert(try $0.int(0)) }
        return begins
    }

    private mutating func readLayers(_ run: Int, from db: Database) throws {
        let columns = LayerRecord.Column.allCases
        let names = columns.map(\.name).joined(separator: ", ")
        let sql = "SELECT step, layer, name, \(names) FROM stored_layer WHERE run = ? ORDER BY step, layer"
        try db.forEachRow(sql, run) { row in
            var layer = LayerRecord(step: try row.int(0), layer: try row.int(1), name: try row.text(2))
            for (index, column) in columns.enumerated() { layer[column] = try row.double(Int32(index + 3)) }
            trace.layers.append(layer)
        }
    }

    private mutating func readEvents(_ run: Int, from db: Database) throws {
        let sql = "SELECT number, step, kind, value FROM stored_event WHERE run = ? ORDER BY number"
        try db.forEachRow(sql, run) { row in
            try row.expect(trace.events.count + 1, "an event")
            guard let kind = TraceEvent.Kind(rawValue: try row.text(2)) else {
                throw DamagedRow(reason: "an event is of no known kind")
            }
            trace.events.append(TraceEvent(step: try row.int(1), kind: kind, value: try row.double(3)))
        }
    }

    private mutating func readStates(_ run: Int, from db: Database) throws {
        let columns = StateRecord.Column.allCases
        let names = columns.map(\.name).joined(separator: ", ")
        let sql = "SELECT step, coordinate, \(names) FROM stored_state WHERE run = ? ORDER BY step, coordinate"
        try db.forEachRow(sql, run) { row in
            var state = StateRecord(step: try row.int(0), coordinate: try row.int(1))
            for (index, column) in columns.enumerated() { state[column] = try row.double(Int32(index + 2)) }
            trace.states.append(state)
        }
    }

    private mutating func readReading(_ run: Int, from db: Database) throws {
        let text = try String.fetchOne(db, sql: "SELECT content FROM stored_reading WHERE run = ?", arguments: [run])
        guard let text else { return }
        guard let reading = try? Reading(json: text) else {
            throw DamagedRow(reason: "how its log was read is no JSON")
        }
        self.reading = reading
    }

    private mutating func readBisection(_ run: Int, from db: Database) throws {
        let trial = "SELECT position, number, value, shown FROM stored_bisection WHERE run = ? ORDER BY position"
        try db.forEachRow(trial, run) { row in
            try row.expect(bisection.count + 1, "a trial of the bisection")
            bisection.append(
                BisectionStep(number: try row.int(1), value: try row.double(2), isShown: try row.int(3) != 0)
            )
        }
    }
}
