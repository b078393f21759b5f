public import Traces

extension TraceColumn {
    /// The distance of the distribution of m/√v from a unimodal one.
    public static let dip = TraceColumn(
        "dip",
        documentation: "Hartigan's dip of the distribution of m/√v over the coordinates: above 0 the less "
            + "unimodal it is."
    )
}
