import Logs
public import Traces

extension Reading {
    /// The format of runs by cells, which are no logs.
    public static let ofCells = "cell"

    /// Describes a run of the numeric core by what its cells printed.
    public init(ofPrinted output: String, _ trace: Trace) {
        format = Self.ofCells
        lossKind = LossKind.step.rawValue
        unit = ""
        rows = trace.count
        stride = 1
        repeated = 0
        (dropped, columns) = ([:], [:])
        notRecorded = DeclaredColumns.all.filter { trace[$0].allSatisfy(\.isNaN) }.map(\.name)
        (gaps, nonFinite, evaluations, notes) = ([], [], [], [])
        self.output = output
    }
}
