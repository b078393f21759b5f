import Testing
import Training

@testable import Experiments

/// Experiments as authors write them, read and run.
enum Runs {
    /// The only run of an experiment.
    static func specification(_ tree: Value) throws -> RunSpecification {
        let members = try Experiment(reading: tree).members
        return try #require(members.count == 1 ? members.first?.specification : nil)
    }

    /// What the only run of an experiment gives.
    static func result(_ tree: Value) throws -> Simulation.Result {
        try #require(try Simulation(specification(tree)).run())
    }

    /// The faults of an experiment; none when it can be read.
    static func faults(_ tree: Value) -> [SettingFault] {
        do { _ = try Experiment(reading: tree) } catch let error as SettingFaults { return error.faults } catch {}
        return []
    }

    /// A trace with these columns; the rest is NaN.
    static func trace(_ columns: [TraceColumn: [Double]]) -> Trace {
        var trace = Trace()
        for index in 0..<(columns.values.map(\.count).max() ?? 0) {
            var row = TraceRow()
            for (column, values) in columns { row[column] = values[index] }
            trace.append(row)
        }
        return trace
    }
}
