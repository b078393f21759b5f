import Traces

/// Where the optimizer's state was lost: Σv falls to nothing at once, or the update leaps at the same rate and gradient.
enum StateLoss {
    /// Below this share of its value one entry before, Σv was cleared; it decays by at most a tenth a step at β2 = 0.9.
    private static let fall = 0.05
    /// Over more steps than these Σv may have decayed so far by itself.
    private static let reach = 20
    /// By this factor the update grows when Adam starts from nothing; seen ×4 to 4.5 in small networks.
    private static let jump = 3.0
    /// By this factor at least it grows from one entry to the next; that of an unstable optimizer grows by and by.
    private static let leap = 2.0
    /// Rate and gradient stay within this factor meanwhile.
    private static let still = 1.5
    /// The entries before, whose median is the usual size.
    private static let window = 20

    private static let sum = TraceColumn("sum_v")

    /// Whether a trace holds what would show a loss.
    static func isRecorded(in trace: Trace) -> Bool {
        holds(sum, trace) || [.updateNorm, .lr, .gradNorm].allSatisfy { holds($0, trace) }
    }

    /// The steps at which the state was lost.
    static func steps(in trace: Trace) -> [Int] {
        if holds(sum, trace) { return cleared(trace) }
        return isRecorded(in: trace) ? leaps(trace) : []
    }

    private static func holds(_ column: TraceColumn, _ trace: Trace) -> Bool {
        trace[column].contains(where: \.isFinite)
    }

    private static func cleared(_ trace: Trace) -> [Int] {
        let (sums, steps) = (trace[sum], trace.steps)
        return sums.indices.dropFirst().filter {
            steps[$0] - steps[$0 - 1] <= reach && sums[$0 - 1] > 0 && sums[$0] < fall * sums[$0 - 1]
        }.map { steps[$0] }
    }

    private static func leaps(_ trace: Trace) -> [Int] {
        let (updates, rates, gradients) = (trace[.updateNorm], trace[.lr], trace[.gradNorm])
        return updates.indices.dropFirst(window).filter { index in
            func growth(_ values: [Double]) -> Double {
                values[index] / (values.before(index, window).middle ?? .infinity)
            }
            return growth(updates) >= jump && updates[index] >= leap * updates[index - 1] && growth(rates) < still
                && growth(gradients) < still
        }.map { trace.steps[$0] }
    }
}
