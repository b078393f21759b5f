/// The second moment: its sum, and the largest effective rate η/√v̂ that it leaves.
public struct MomentsProbe: Probe {
    public static let name = "moments"
    public static let summary = "Σv and the largest effective rate η/√v̂."

    public init() {}

    public mutating func observe(_ step: Step, into row: inout TraceRow) {
        guard let corrected = step.optimizer.correctedSecondMoment(step.state) else { return }
        row[.sumV] = step.state.second.reduce(0, +)
        let least = corrected.min() ?? .nan
        row[.effectiveRate] = step.optimizer.learningRate / least.squareRoot()
    }
}
