public import Traces

extension TraceColumn {
    /// The sum of the second moment.
    public static let sumV = TraceColumn(
        "sum_v",
        documentation: "Σv, the second moment after the step's gradient entered it, summed, without bias correction."
    )
    /// The largest effective rate of a coordinate.
    public static let effectiveRate = TraceColumn(
        "effective_rate",
        documentation: "The largest η/√v̂ over the coordinates."
    )
}
