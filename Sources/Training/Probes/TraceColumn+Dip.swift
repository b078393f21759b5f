public import Traces

extension TraceColumn {
    /// How far the distribution of m/√v is from having one mode.
    public static let dip = TraceColumn(
        "dip",
        documentation: "Hartigan's dip of the distribution of m/√v over the coordinates: above 0 the less "
            + "unimodal it is."
    )
}
