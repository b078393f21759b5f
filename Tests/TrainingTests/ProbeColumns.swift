import Settings
import TestSupport
import Testing
import Traces

@testable import Training

/// Probes record only the columns that they declare.
@Suite struct ProbeColumns {
    @Test func ofANewProbeAreItsOwnFile() throws {
        var loop = try TinyNet.loop(["adam": ["lr": 0.05]], steps: 5, widths: [3, 6, 2], probes: [MomentumProbe()])
        loop.recordsState = true
        let trace = try #require(try loop.run())
        #expect(trace.columns == TrainingLoop.columns.filter { $0 != .fullLoss } + [MomentumProbe.momentNorm])
        for number in 1...5 {
            let square = trace.states.filter { $0.step == number }.reduce(0) { $0 + $1.m * $1.m }
            #expect(relativeDeviation(square.squareRoot(), trace[MomentumProbe.momentNorm][number - 1]) < 1e-14)
        }
    }

    @Test(arguments: Catalogue.probes.map { $0.name })
    func areDeclaredByWhoWritesThem(name: String) throws {
        let probe = try #require(Catalogue.probes.first { $0.name == name }).init()
        let trace = try #require(
            try TinyNet.loop(["adam": ["lr": 0.05]], steps: 3, widths: [3, 6, 2], probes: [probe]).run()
        )
        let own = trace.columns.filter { !TrainingLoop.columns.contains($0) }
        #expect(Set(own) == Set(type(of: probe).columns))
        #expect(type(of: probe).columns.allSatisfy { !$0.documentation.isEmpty })
    }

    @Test func areOneUnderOneName() {
        #expect(TraceColumn("loss") == .loss && TraceColumn("los") != .loss)
        #expect(["loss", "v_2", "a"].allSatisfy(TraceColumn.isName))
        #expect(["", "Loss", "2v", "_v", "v-2", "λ", "a b"].allSatisfy { !TraceColumn.isName($0) })
    }

    @Test func beginWhereTheyAreFirstMeasured() {
        var trace = Trace(capacity: 2)
        for step in 1...4 {
            var row = TraceRow()
            if step != 2 { row[.loss] = Double(step) }
            if step > 2 { row[.dip] = 0.5 }
            trace.append(row)
        }
        #expect(trace.columns == [.loss, .dip] && trace[.dip].map(\.isNaN) == [true, true, false, false])
        #expect(trace[.loss].map(\.isNaN) == [false, true, false, false] && trace[.lr].count == 4)
        var other = Trace()
        for step in 1...4 {
            var row = TraceRow()
            if step > 2 { row[.dip] = 0.5 }
            row[.loss] = step != 2 ? Double(step) : .nan
            other.append(row)
        }
        #expect(trace == other)
    }
}
