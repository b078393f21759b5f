import Experiments
import Logs
import Reports
import Settings
import Traces
import Training

/// The file into which `run` writes traces: JSON lines if its name ends in `.jsonl`, otherwise CSV.
struct TraceFile {
    private let path: String
    private var table = TraceText()
    private var lines = TraceLines()

    /// Throws if the file is JSON lines and contains something other than traces of this program, such as a user's
    /// log.
    init(path: String) throws {
        self.path = path
        guard isLines, try LogReader.holdsOther(thanTracesIn: path) else { return }
        throw Failure.usage("'\(path)' exists and holds no trace of this program; name another file, or remove it")
    }

    private var isLines: Bool { path.hasSuffix(".jsonl") }

    /// Adds the trace of one of `runs` runs.
    mutating func add(_ trace: Trace, of experiment: String, variant: String, _ run: any RunSpecification, runs: Int) {
        guard isLines else { return table.add(trace, variant: variant, seed: run.seed, of: runs) }
        let words = [experiment, variant, "seed", "\(run.seed)"].filter { !$0.isEmpty }
        let facts = [
            ("experiment", experiment), ("variant", variant), ("seed", "\(run.seed)"),
            ("optimizer", run.rule.map { type(of: $0).name } ?? ""),
        ]
        lines.add(trace, name: words.joined(separator: " "), facts: facts.filter { !$0.1.isEmpty })
    }

    /// Writes everything that was added, replacing the file as a whole.
    func write() throws { try OutputFile(path: path).write(isLines ? lines.text : table.csv) }
}
