import Experiments
@testable import Storage
import Testing
import Training

/// The loss in the end and at its lowest, as the table of runs tells it.
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
}
