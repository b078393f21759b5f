import Experiments
import Traces
@testable import Storage
import Testing

/// Summary values of a run: final and lowest loss, Hessian products, segments.
@Suite struct RunEnds {
    private func row(_ losses: [Double]) throws -> [Cell] {
        let scratch = try Scratch()
        let archive = try scratch.open()
        var record = try RunRecord.sample()
        var trace = Trace()
        for loss in losses {
            var row = TraceRow()
            row[.loss] = loss
            trace.append(row)
        }
        record.trace = trace
        try archive.storeWhole(record)
        try archive.setMembers([record.member])
        return try archive.query("SELECT final_loss, lowest_loss, steps FROM run").rows[0]
    }

    @Test func areThoseOfTheTrace() throws {
        #expect(try row([3, 1, 2]) == [.real(2), .real(1), .integer(3)])
        #expect(try row([5]) == [.real(5), .real(5), .integer(1)])
    }

    @Test func areToldOfALossThatStays() throws {
        #expect(try row([2, 2, 2, 2]) == [.real(2), .real(2), .integer(4)])
    }

    @Test func areNothingWhereTheLossIsNoNumber() throws {
        #expect(try row([3, 1, .nan]) == [.null, .real(1), .integer(3)])
        #expect(try row([.nan, .nan]) == [.null, .null, .integer(2)])
        #expect(try row([3, .infinity]) == [.real(.infinity), .real(3), .integer(2)])
    }

    @Test func tellHowManyProductsWereTaken() throws {
        let scratch = try Scratch()
        let archive = try scratch.open()
        func products(_ values: [Double]) throws -> Cell {
            var record = try RunRecord.sample()
            record.trace = Trace()
            for value in values {
                var row = TraceRow()
                (row[.loss], row[TraceColumn("products")]) = (Double(record.trace.count), value)
                record.trace.append(row)
            }
            try archive.storeWhole(record)
            try archive.setMembers([record.member])
            return try archive.query("SELECT products FROM run").rows[0][0]
        }
        #expect(try products([3, 4, 5]) == .real(12))
        #expect(try products([3, .nan, 5]) == .real(8))
        #expect(try products([2, 2, 2]) == .real(6), "stored once")
        #expect(try products([.nan, .nan]) == .null)
    }

    @Test func tellWhereARecordWasInterrupted() throws {
        let scratch = try Scratch()
        let archive = try scratch.open()
        var record = try RunRecord.sample()
        record.trace = Trace()
        for (step, isAfterBreak) in [(10, false), (20, false), (40, true), (50, false), (60, true)] {
            var row = TraceRow()
            row[.loss] = Double(step)
            record.trace.append(row, at: step, afterBreak: isAfterBreak)
        }
        try archive.storeWhole(record)
        try archive.setMembers([record.member])
        let rows = try archive.query("SELECT number, first, last, entries FROM segment ORDER BY number").rows
        #expect(
            rows == [[1, 10, 20, 2], [2, 40, 50, 2], [3, 60, 60, 1]].map { $0.map { .integer(Int64($0)) } }
        )
    }
}
