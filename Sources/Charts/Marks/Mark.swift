/// Something that a panel shows.
///
/// To add a kind of mark, conform a type to this in one file of its own.
public protocol Mark: Sendable {
    /// The series behind the mark, for tables and CSV; none for decoration.
    var series: [Series] { get }
    /// How the mark is named at the line's end or in a legend; nil for a mark that needs no name.
    var key: Key? { get }
    /// What its colours mean when they stand for values; nil for marks of one colour.
    var bar: ColourScale? { get }
    /// Every number behind the mark, when it is no series over x; nil for those that are.
    var records: DataTable? { get }
    /// The same for reading, in at most about sixty rows.
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
    /// Needs no room of its own.
    public func extend(x: inout Extent, y: inout Extent, axes: Axes) {}
}
