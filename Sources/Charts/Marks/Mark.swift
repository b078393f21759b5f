/// Something drawn in a panel, such as a line or dots.
///
/// To add a kind of mark, conform a type to this protocol in a file of its own.
public protocol Mark: Sendable {
    /// The series behind the mark, for tables and CSV; empty for decoration.
    var series: [Series] { get }
    /// The mark's entry in a legend; nil for a mark that needs no name.
    var key: Key? { get }
    /// The colour scale of the mark; nil when its colours do not stand for values.
    var bar: ColourScale? { get }
    /// All numbers behind the mark as a table, when they are not series over x; otherwise nil.
    var records: DataTable? { get }
    /// The same table for people to read, in at most about sixty rows.
    var digest: DataTable? { get }

    /// Widens the axes' extents to hold the mark.
    func extend(x: inout Extent, y: inout Extent, axes: Axes)

    /// Draws the mark.
    func draw(on canvas: inout Canvas) throws
}

extension Mark {
    /// No series.
    public var series: [Series] { [] }
    /// No name.
    public var key: Key? { nil }
    /// No colours for values.
    public var bar: ColourScale? { nil }
    /// None beside the series.
    public var records: DataTable? { nil }
    /// The records as they are.
    public var digest: DataTable? { records }
    /// Widens neither axis.
    public func extend(x: inout Extent, y: inout Extent, axes: Axes) {}
}
