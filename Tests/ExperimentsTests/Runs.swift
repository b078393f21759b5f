import Analysis
import Settings
import Testing
import Traces
import Training

@testable import Experiments

/// Helpers that read and run experiments as authors write them.
enum Runs {
    /// The only run of an experiment.
    static func specification(_ tree: Value, files: [String: [UInt8]] = [:]) throws -> CoreRun {
        let members = try Experiment(reading: tree, files: source(files)).members
        return try #require(members.count == 1 ? members.first?.specification as? CoreRun : nil)
    }

    /// The result of an experiment's only run.
    static func result(_ tree: Value, files: [String: [UInt8]] = [:]) throws -> Result {
        let specification = try specification(tree, files: files)
        let result = try #require(try specification.run())
        return Result(recorded: result, found: specification.analysis(of: result.trace))
    }

    /// The recorded data of a run, and the analysis of its trace.
    @dynamicMemberLookup
    struct Result {
        var recorded: RunResult
        var found: TraceAnalysis

        subscript<Part>(dynamicMember path: KeyPath<RunResult, Part>) -> Part { recorded[keyPath: path] }
        subscript<Part>(dynamicMember path: KeyPath<TraceAnalysis, Part>) -> Part { found[keyPath: path] }
    }

    /// The faults of an experiment; empty when it can be read.
    static func faults(_ tree: Value, files: [String: [UInt8]] = [:]) -> [SettingFault] {
        do { _ = try Experiment(reading: tree, files: source(files)) } catch let error as SettingFaults {
            return error.faults
        } catch {}
        return []
    }

    /// A source of the given files only.
    private static func source(_ files: [String: [UInt8]]) -> InputFiles.Source {
        InputFiles.Source(bytes: { path in
            guard let bytes = files[path] else { throw InputFiles.Unreadable("there is no file '\(path)'") }
            return bytes
        })
    }

    /// A trace with these columns.
    ///
    /// All others are NaN.
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

extension Experiment.Member {
    /// The run as one of the core.
    var core: CoreRun {
        guard let run = specification as? CoreRun else { preconditionFailure("the run is none of the core's") }
        return run
    }
}
